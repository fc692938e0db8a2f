import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Caller, callerName } from '#protocol/caller';
import { sql } from '../sql.js';
import { ensure } from './problem.js';

/** A claimed idempotency key: either the first request's result, or the duty to settle it. */
export interface Claim {
  /** Key of the entity that the first request answered. */
  readonly result: string | undefined;
  settle(result: string): Promise<void>;
}

/**
 * Claims a key for one caller and action. A concurrent request with the same key waits here until the first one has
 * committed or rolled back, because both insert the same primary key. A key is bound to its input by a hash.
 */
export async function claimKey(
  em: EntityManager,
  { caller }: { caller: Caller },
  action: string,
  key: string,
  input: unknown,
): Promise<Claim> {
  const owner = `${caller.kind}:${callerName(caller)}`;
  const hash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const run = (text: string, parameters: string[]) =>
    sql<{ result: string | null; input_hash: string }>(em, text, parameters);
  const inserted = await run(
    'insert into idempotency_key (owner, action, key, input_hash) values (?, ?, ?, ?) on conflict do nothing returning input_hash, result',
    [owner, action, key, hash],
  );
  const where = 'where owner = ? and action = ? and key = ?';
  const settle = async (result: string) => {
    await run(`update idempotency_key set result = ? ${where} returning input_hash, result`, [
      result,
      owner,
      action,
      key,
    ]);
  };
  if (inserted.length > 0) return { result: undefined, settle };
  const [first] = await run(`select input_hash, result from idempotency_key ${where}`, [owner, action, key]);
  ensure(first?.input_hash === hash, 'IDEMPOTENCY_CONFLICT', 'this key was used with different input', {
    field: 'idempotencyKey',
  });
  return { result: first.result ?? undefined, settle };
}
