import { readFile } from 'node:fs/promises';
import { importJWK, type JWK, SignJWT } from 'jose';
import { hubFiles } from '#protocol/hub-files';
import { callerFromClaims, DEV_ISSUER, OUTSIDE_AUDIENCE } from '#protocol/outside-token';
import { isSubgraphName, SUBGRAPH_NAMES } from '#protocol/departments';
import { StartError } from './start-error.js';

export interface TokenRequest {
  /** `partner:<credit code>`, `department:<subgraph>`, `dashboard:<name>` or `person:<person id>`. */
  readonly as: string;
  readonly roles: readonly string[];
  readonly hours: number;
}

/** A token of the local development issuer. Throws StartError when the request makes no sense. */
export async function devToken(dataFolder: string, { as, roles, hours }: TokenRequest): Promise<string> {
  checkSubject(as);
  try {
    callerFromClaims({ sub: as, roles }, 'token');
  } catch {
    throw new StartError('--roles takes at most 32 names of at most 64 characters, and a name in --as at most 128.');
  }
  const jwk = JSON.parse(await readFile(hubFiles(dataFolder).devIssuerKey, 'utf8')) as JWK;
  return new SignJWT({ roles })
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid ?? '' })
    .setSubject(as)
    .setIssuer(DEV_ISSUER)
    .setAudience(OUTSIDE_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000 + hours * 3600))
    .sign(await importJWK(jwk, 'EdDSA'));
}

function checkSubject(as: string): void {
  const [kind = '', ...rest] = as.split(':');
  const name = rest.join(':');
  if (!['partner', 'department', 'dashboard', 'person'].includes(kind) || name === '') {
    throw new StartError(
      `--as must be partner:<credit code>, department:<subgraph>, dashboard:<name> or person:<person id>, but is "${as}".`,
    );
  }
  if (kind === 'department' && !isSubgraphName(name)) {
    throw new StartError(
      `--as department:<subgraph> must name one of ${SUBGRAPH_NAMES.join(', ')}, but has "${name}".`,
    );
  }
}
