import type { JSONWebKeySet, JWTPayload } from 'jose';
import { isSignedBySm2 } from './sm2.js';

/**
 * The algorithm's name in a token's header, and the curve's in a key set. No standard has a name for SM2 in JOSE: these are ours, an issuer
 * that signs with SM2 has to write them. Signatures are `r` and `s` with 32 bytes each, over SM3, with the identifier `1234567812345678`.
 */
const ALGORITHM = 'SM2';
const CURVE = 'SM2';

interface Expected {
  readonly issuer: string;
  readonly audience: string;
  /** Seconds by which clocks may differ. */
  readonly skew: number;
}

/** Whether a token says that it was signed with SM2. */
export function saysSm2(header: { readonly alg?: string | undefined }): boolean {
  return header.alg === ALGORITHM;
}

/**
 * Checks a token as `jwtVerify` of jose does the others, which knows no SM2. The key is found by the header's `kid`, and must be one for SM2: a key of another
 * algorithm is never used. Throws when anything is wrong.
 */
export async function verifySm2Token(
  token: string,
  keySet: () => Promise<JSONWebKeySet>,
  { issuer, audience, skew }: Expected,
): Promise<JWTPayload> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const { kid, crit } = json(head);
  if (typeof kid !== 'string') throw new Error('the header has no kid');
  if (crit !== undefined) throw new Error('the header has extensions that are not understood');
  const jwk = (await keySet()).keys.find((each) => each.kid === kid);
  if (jwk?.kty !== 'EC' || jwk.crv !== CURVE) throw new Error('no SM2 key has this kid');
  if (jwk.use !== undefined && jwk.use !== 'sig') throw new Error('the key is not for signatures');
  const key = { x: Buffer.from(jwk.x ?? '', 'base64url'), y: Buffer.from(jwk.y ?? '', 'base64url') };
  if (!isSignedBySm2(key, Buffer.from(`${head}.${body}`), Buffer.from(signature, 'base64url'))) {
    throw new Error('signature verification failed');
  }
  const claims = json(body);
  const now = Date.now() / 1000;
  const { iss, aud, sub, exp, nbf, iat } = claims;
  if (iss !== issuer) throw new Error('unexpected "iss" claim value');
  if (!(Array.isArray(aud) ? aud : [aud]).includes(audience)) throw new Error('unexpected "aud" claim value');
  if (typeof sub !== 'string') throw new Error('missing required "sub" claim');
  if (typeof exp !== 'number') throw new Error('missing required "exp" claim');
  if (exp <= now - skew) throw new Error('"exp" claim timestamp check failed');
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= now + skew)) {
    throw new Error('"nbf" claim timestamp check failed');
  }
  if (iat !== undefined && typeof iat !== 'number') throw new Error('"iat" claim must be a number');
  return claims;
}

function json(part: string): Record<string, unknown> & JWTPayload {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not a JSON object');
  return value as Record<string, unknown> & JWTPayload;
}
