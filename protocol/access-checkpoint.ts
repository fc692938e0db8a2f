import { jwtVerify, type JWTVerifyGetKey, SignJWT } from 'jose';
import { z } from 'zod';
import { HUB_ISSUER, type SigningKey } from './hub-token.js';

/** What the exchange vouches for: at that moment a department's chain of access records ended so. */
const checkpointSchema = z.object({
  department: z.string(),
  seq: z.int().min(1),
  /** Hash of that record, and so of all before it. */
  hash: z.string().length(64),
  /** Root, in hex, of the Merkle tree (RFC 6962) over the hashes of all records up to that one; proves single records. */
  root: z.string().length(64),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** No subgraph has this name: a checkpoint opens no door. */
const AUDIENCE = 'access-audit';

/** A JWT over a checkpoint. It does not expire: what was true then stays true. */
export function signCheckpoint({ kid, key }: SigningKey, checkpoint: Checkpoint): Promise<string> {
  return new SignJWT({ ...checkpoint })
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .setIssuer(HUB_ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .sign(key);
}

/** The checkpoint of a JWT. Throws when the exchange did not sign it. */
export async function verifyCheckpoint(token: string, keys: JWTVerifyGetKey): Promise<Checkpoint> {
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['EdDSA'],
    issuer: HUB_ISSUER,
    audience: AUDIENCE,
    requiredClaims: ['iat'],
  });
  return checkpointSchema.parse(payload);
}
