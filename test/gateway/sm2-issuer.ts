import { randomBytes } from 'node:crypto';
import { digestFor, SM2_ORDER, Sm2Point } from '../../gateway/request/sm2.js';

/** An issuer that signs with SM2 (GB/T 32918.2 §6.1). */
export interface Sm2Issuer {
  /** Its public key, as it stands in a key set. */
  readonly jwk: object;
  token(claims: object, header?: object): string;
}

export function newSm2Key(kid: string): Sm2Issuer {
  const secret = someNumber();
  const point = Sm2Point.BASE.multiply(secret).toAffine();
  const key = { x: bytes(point.x), y: bytes(point.y) };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    jwk: { kty: 'EC', crv: 'SM2', kid, use: 'sig', x: key.x.toString('base64url'), y: key.y.toString('base64url') },
    token(claims, header = {}) {
      const text = `${part({ alg: 'SM2', kid, ...header })}.${part(claims)}`;
      const e = digestFor(key, Buffer.from(text));
      const k = someNumber();
      const r = (e + Sm2Point.BASE.multiply(k).toAffine().x) % SM2_ORDER;
      const s = mod(inverse(1n + secret) * (k - r * secret));
      return `${text}.${Buffer.concat([bytes(r), bytes(s)]).toString('base64url')}`;
    },
  };
}

function someNumber(): bigint {
  return (BigInt(`0x${randomBytes(40).toString('hex')}`) % (SM2_ORDER - 2n)) + 1n;
}

function mod(value: bigint): bigint {
  return ((value % SM2_ORDER) + SM2_ORDER) % SM2_ORDER;
}

/** By Fermat: the order is a prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = mod(value);
  for (let left = SM2_ORDER - 2n; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * base) % SM2_ORDER;
    base = (base * base) % SM2_ORDER;
  }
  return result;
}

function bytes(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}
