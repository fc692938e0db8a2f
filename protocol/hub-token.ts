import { jwtVerify, SignJWT, type CryptoKey, type JWTVerifyGetKey } from 'jose';
import { type Caller, callerSchema } from './caller.js';

/** Version of the claims below. Raise it when their meaning changes. */
export const HUB_TOKEN_VERSION = 1;
export const HUB_ISSUER = 'liandong-hub';
/** Longest life of a hub token in seconds: short, because it cannot be revoked. */
export const HUB_TOKEN_SECONDS = 60;

/** A private key of a hub process and the id under which its public half is published. */
export interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey;
}

/** Signs a caller for one subgraph. The audience is the subgraph's name, so that the token opens no other door. */
export async function signCaller(signing: SigningKey, caller: Caller, audience: string): Promise<string> {
  return new SignJWT({ v: HUB_TOKEN_VERSION, caller })
    .setProtectedHeader({ alg: 'EdDSA', kid: signing.kid })
    .setIssuer(HUB_ISSUER)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${HUB_TOKEN_SECONDS}s`)
    .sign(signing.key);
}

/** The caller inside a hub token. Throws when it is forged, expired, for another subgraph or not a caller. */
export async function verifyCaller(token: string, keys: JWTVerifyGetKey, audience: string): Promise<Caller> {
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['EdDSA'],
    issuer: HUB_ISSUER,
    audience,
    maxTokenAge: `${HUB_TOKEN_SECONDS}s`,
    clockTolerance: 5,
    requiredClaims: ['exp', 'iat'],
  });
  if (payload['v'] !== HUB_TOKEN_VERSION)
    throw new Error(`hub token version ${String(payload['v'])} is not understood`);
  return callerSchema.parse(payload['caller']);
}
