import { createHmac } from 'node:crypto';
import { normaliseIdNumber } from './id-number.js';

/**
 * `PersonId`: keyed HMAC of the normalised ID number, so that departments name the same person without an ID number
 * on the wire. The key is the departments' secret; the gateway does not have it. 160 bits, base64url.
 */
export function personId(idNumber: string, key: Buffer): string {
  const digest = createHmac('sha256', key).update(normaliseIdNumber(idNumber)).digest();
  return `p_${digest.subarray(0, 20).toString('base64url')}`;
}
