import { readFile, stat } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { callerFromClaims, OUTSIDE_AUDIENCE } from '#protocol/outside-token';
import { hubError } from '../errors.js';
import type { IssuerConfig } from '../issuers.js';
import type { Authenticate } from '../operation.js';
import { tokenClaims } from '../permission/claims.js';

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
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuer.issuer,
      audience: issuer.audience ?? OUTSIDE_AUDIENCE,
      clockTolerance: CLOCK_SKEW_S,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'sub'],
    });
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
export function authenticateBy(issuers: readonly IssuerConfig[], onRefused: (reason: string) => void): Authenticate {
  const check = checkTokens(issuers, onRefused);
  return async (authorization, requestId, purpose) => {
    const token = await check(authorization);
    if (!token) throw unauthenticated('A bearer token is needed in the authorization header.');
    try {
      const caller = callerFromClaims(token.claims, requestId, purpose, token.issuer.claims);
      return { kind: 'caller', caller, expiresAt: token.expiresAt };
    } catch (error) {
      onRefused(error instanceof Error ? error.message : String(error));
      throw notValid();
    }
  };
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

function remoteKeys(url: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url), { timeoutDuration: 5000 });
}

/** The file is read again when it has changed, so that keys rotate without a restart. */
function fileKeys(file: string): JWTVerifyGetKey {
  let current: { readonly keys: JWTVerifyGetKey; readonly modified: number } | undefined;
  return async (header, token) => {
    const { mtimeMs } = await stat(file);
    if (current?.modified !== mtimeMs) {
      current = {
        keys: createLocalJWKSet(JSON.parse(await readFile(file, 'utf8')) as JSONWebKeySet),
        modified: mtimeMs,
      };
    }
    return current.keys(header, token);
  };
}
