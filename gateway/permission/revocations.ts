import { z } from 'zod';
import { callerName } from '#protocol/caller';
import type { Identity } from '../operation.js';

export const revocationSchema = z.object({
  subject: z.string(),
  tokenId: z.string().nullable(),
  revokedAt: z.iso.datetime().transform((text) => Date.parse(text)),
});
type Revocation = z.infer<typeof revocationSchema>;

/** Which tokens do not count any more, although their issuer’s signature and their time are right. */
export class Revocations {
  #bySubject: ReadonlyMap<string, readonly Revocation[]> = new Map();
  #text = '[]';

  /** Takes what the exchange tells; answers whether there are others than before. */
  take(revocations: readonly Revocation[]): boolean {
    const text = JSON.stringify(revocations);
    if (text === this.#text) return false;
    this.#text = text;
    this.#bySubject = Map.groupBy(revocations, ({ subject }) => subject);
    return true;
  }

  /** A token that does not say when it was issued is as old as can be. */
  isRevoked(identity: Identity): boolean {
    if (this.#bySubject.size === 0 || identity.kind !== 'caller') return false;
    const { caller, token } = identity;
    const all = this.#bySubject.get(`${caller.kind}:${callerName(caller)}`);
    if (!all) return false;
    const issuedAt = token?.issuedAt ?? 0;
    return all.some(({ tokenId, revokedAt }) => (tokenId === null ? issuedAt <= revokedAt : tokenId === token?.id));
  }
}
