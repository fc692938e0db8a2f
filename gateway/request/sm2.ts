import { createHash } from 'node:crypto';
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';

/**
 * Verification of SM2 signatures (GB/T 32918.2-2016 with SM3, curve of GB/T 32918.5-2017). Node's own `verify` has no way to say the
 * signer's identifier, and takes an empty one where the standard's users take `1234567812345678`.
 */
const hex = (text: string) => BigInt(`0x${text}`);
const P = hex('FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF');
/** How many there are. */
export const SM2_ORDER = hex('FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123');
const A = hex('FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC');
const B = hex('28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93');
const GX = hex('32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7');
const GY = hex('BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0');
/** The curve's points. */
export const Sm2Point = weierstrass({ p: P, n: SM2_ORDER, h: 1n, a: A, b: B, Gx: GX, Gy: GY });
const IDENTIFIER = '1234567812345678';
const BYTES = 32;

/** A public key: the coordinates of its point, 32 bytes each. */
export interface Sm2Key {
  readonly x: Buffer;
  readonly y: Buffer;
}

/** @param signature `r` and `s`, 32 bytes each, as JWS has them of other curves (RFC 7518 §3.4). */
export function isSignedBySm2({ x, y }: Sm2Key, message: Buffer, signature: Buffer): boolean {
  if (x.length !== BYTES || y.length !== BYTES || signature.length !== 2 * BYTES) return false;
  const r = number(signature.subarray(0, BYTES));
  const s = number(signature.subarray(BYTES));
  if (r < 1n || r >= SM2_ORDER || s < 1n || s >= SM2_ORDER) return false;
  const t = (r + s) % SM2_ORDER;
  if (t === 0n) return false;
  try {
    const key = Sm2Point.fromAffine({ x: number(x), y: number(y) });
    key.assertValidity();
    const e = digestFor({ x, y }, message);
    const point = Sm2Point.BASE.multiplyUnsafe(s).add(key.multiplyUnsafe(t));
    return (e + point.toAffine().x) % SM2_ORDER === r;
  } catch {
    // No point of the curve.
    return false;
  }
}

/** The number that is signed for a message. */
export function digestFor({ x, y }: Sm2Key, message: Buffer): bigint {
  return number(sm3(identity(x, y), message));
}

/** What binds the signer's identifier and key to the message (GB/T 32918.2 §5.5). */
function identity(x: Buffer, y: Buffer): Buffer {
  const name = Buffer.from(IDENTIFIER);
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(name.length * 8);
  return sm3(bits, name, ...[A, B, GX, GY].map(bytes), x, y);
}

function sm3(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sm3');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function number(of: Buffer): bigint {
  return hex(of.toString('hex'));
}

function bytes(of: bigint): Buffer {
  return Buffer.from(of.toString(16).padStart(2 * BYTES, '0'), 'hex');
}
