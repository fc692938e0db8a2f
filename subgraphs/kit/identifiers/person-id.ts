import { createHmac } from 'node:crypto';
import { base32 } from '#lib/base32';
import { normaliseIdNumber } from './id-number.js';

const CHARACTERS = 26;

/**
 * `PersonId`: keyed HMAC of the normalised ID number, so that departments name the same person without an ID number on the
 * wire. The key is the departments' secret; the gateway does not have it. `p_` and 26 characters (130 bits).
 *
 * SHA-256, not SM3: each department runs its own Node, and some builds (FIPS, distributions without SM ciphers) lack SM3;
 * an id that one department cannot compute would break the join. Both are equally strong here, because the key is secret.
 */
export function personId(idNumber: string, key: Buffer): string {
  const digest = createHmac('sha256', key).update(normaliseIdNumber(idNumber)).digest();
  return `p_${base32(digest, CHARACTERS)}`;
}
