import { randomUUID } from 'node:crypto';
import { signCaller, type SigningKey } from '#protocol/hub-token';

/** A token in which the exchange calls another subgraph in its own name. */
export function signExchange(key: SigningKey, audience: string): Promise<string> {
  return signCaller(key, { kind: 'system', service: 'exchange', requestId: randomUUID(), roles: [] }, audience);
}

export type { SigningKey };
