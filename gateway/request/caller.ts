import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { followFile } from '#lib/followed-file';
import { callerFromClaims, OUTSIDE_AUDIENCE } from '#protocol/outside-token';
import { hubError } from '../errors.js';
import type { IssuerConfig } from '../issuers.js';
import type { Authenticate, Identity } from '../operation.js';
import { tokenClaims } from '../permission/claims.js';
import { saysSm2, verifySm2Token } from './sm2-token.js';

interface KnownToken {
  readonly issuer: IssuerConfig;
  readonly claims: JWTPayload;
  readonly expiresAt: number;
}

const ALGORITHMS = ['EdDSA', 'ES256', 'ES384', 'PS256', 'RS256'];
const MAX_TOKENS = 5000;
/** How far an issuer's clock may differ from ours. */
const CLOCK_SKEW_S = 5;
/** A token that was checked is not checked again for this long, nor longer than it lives. */
const REMEMBER_MS = 30_000;

/** Checks the bearer token of an `authorization` header; undefined when there is none. Throws HubError UNAUTHENTICATED. */
type CheckToken = (authorization: string | undefined) => Promise<KnownToken | undefined>;

/** Checks outside tokens against the issuers' keys. `onRefused` hears the reason, which clients do not. */
function checkTokens(issuers: readonly IssuerConfig[], onRefused: (reason: string) => void): CheckToken {
  const known = new Map(
    issuers.map((each) => {
      const { issuer, keys } = each;
      return [issuer, { issuer: each, keys: 'url' in keys ? remoteKeys(keys.url) : fileKeys(keys.file) }];
    }),
  );
  const checkedTokens = new LRUCache<string, KnownToken>({ max: MAX_TOKENS, ttl: REMEMBER_MS });

  const verify = async (token: string): Promise<KnownToken> => {
    const found = known.get(decodeJwt(token).iss ?? '');
    if (!found) throw new Error('unknown issuer');
    const { issuer, keys } = found;
    const expected = { issuer: issuer.issuer, audience: issuer.audience ?? OUTSIDE_AUDIENCE };
    const payload = saysSm2(decodeProtectedHeader(token))
      ? await verifySm2Token(token, keys.all, { ...expected, skew: CLOCK_SKEW_S })
      : (
          await jwtVerify(token, keys.find, {
            ...expected,
            clockTolerance: CLOCK_SKEW_S,
            algorithms: ALGORITHMS,
            requiredClaims: ['exp', 'sub'],
          })
        ).payload;
    return { issuer, claims: payload, expiresAt: (payload.exp ?? 0) * 1000 };
  };

  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    try {
      let checked = checkedTokens.get(token);
      if (!checked || checked.expiresAt <= Date.now()) {
        checked = await verify(token);
        checkedTokens.set(token, checked);
      }
      return checked;
    } catch (error) {
      onRefused(error instanceof Error ? error.message : String(error));
      throw notValid();
    }
  };
}

/** Only for callers with a token. `onRefused` hears why one was refused, which clients do not. */
export function authenticateBy(
  issuers: readonly IssuerConfig[],
  onRefused: (reason: string) => void,
  isRevoked: (identity: Identity) => boolean = () => false,
): Authenticate {
  const check = checkTokens(issuers, onRefused);
  return async (authorization, requestId, purpose) => {
    const token = await check(authorization);
    if (!token) throw unauthenticated('A bearer token is needed in the authorization header.');
    const identity = identityOf(token, requestId, purpose);
    if (identity instanceof Error || isRevoked(identity)) {
      onRefused(identity instanceof Error ? identity.message : 'revoked');
      throw notValid();
    }
    return identity;
  };
}

function identityOf({ claims, issuer, expiresAt }: KnownToken, requestId: string, purpose?: string): Identity | Error {
  try {
    const caller = callerFromClaims(claims, requestId, purpose, issuer.claims);
    const issuedAt = claims.iat === undefined ? undefined : claims.iat * 1000;
    return { kind: 'caller', caller, expiresAt, token: { id: claims.jti, issuedAt } };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * In open mode everyone may come in; what the client sent is handed on. With issuers, a token is checked, and counts for what
 * the supergraph's directives ask; without a token, or without issuers, the caller has nothing to show.
 */
export function authenticateOpen(issuers: readonly IssuerConfig[], onRefused: (reason: string) => void): Authenticate {
  if (issuers.length === 0) return async (authorization) => ({ kind: 'forwarded', authorization });
  const check = checkTokens(issuers, onRefused);
  return async (authorization) => {
    const token = await check(authorization);
    if (!token) return { kind: 'forwarded', authorization };
    const { claims, expiresAt } = token;
    return { kind: 'forwarded', authorization, token: { claims: tokenClaims(claims), expiresAt } };
  };
}

function notValid() {
  return unauthenticated('The token is not valid here: get a fresh one.');
}

function unauthenticated(message: string) {
  return hubError('UNAUTHENTICATED', message, { status: 401 });
}

/** An issuer's keys, as jose finds one of them, and as they are. */
interface IssuerKeys {
  readonly find: JWTVerifyGetKey;
  readonly all: () => Promise<JSONWebKeySet>;
}

function remoteKeys(url: string): IssuerKeys {
  const remote = createRemoteJWKSet(new URL(url), { timeoutDuration: 5000 });
  return {
    find: remote,
    async all() {
      if (!remote.fresh) await remote.reload();
      return remote.jwks() ?? { keys: [] };
    },
  };
}

/** The file is read again when it has changed, so that keys rotate without a restart. */
function fileKeys(file: string): IssuerKeys {
  const parse = (text: string) => {
    const all = JSON.parse(text) as JSONWebKeySet;
    return { all, find: createLocalJWKSet(all) };
  };
  // Looked at for each token that is not known yet: one with a new key is not refused.
  const keys = followFile(file, parse, 0);
  return {
    find: async (header, token) => (await keys()).find(header, token),
    all: async () => (await keys()).all,
  };
}
