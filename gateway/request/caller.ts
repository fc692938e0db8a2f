import { readFile, stat } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  type JSONWebKeySet,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { callerFromClaims, OUTSIDE_AUDIENCE } from '#protocol/outside-token';
import { hubError } from '../errors.js';
import type { Authenticate } from '../operation.js';

export interface Issuer {
  readonly issuer: string;
  /** A JWKS file on this machine, or the address of one. */
  readonly keys: { readonly file: string } | { readonly url: string };
}

interface KnownToken {
  readonly claims: unknown;
  readonly expiresAt: number;
}

const ALGORITHMS = ['EdDSA', 'ES256', 'ES384', 'PS256', 'RS256'];
const MAX_TOKENS = 5000;
/** A token that was checked is not checked again for this long, nor longer than it lives. */
const REMEMBER_MS = 30_000;

/** Checks outside tokens against the issuers' keys. `onRefused` hears the reason, which clients do not. */
export function authenticateBy(issuers: readonly Issuer[], onRefused: (reason: string) => void): Authenticate {
  const keysOf = new Map(
    issuers.map(({ issuer, keys }) => [issuer, 'url' in keys ? remoteKeys(keys.url) : fileKeys(keys.file)]),
  );
  const known = new LRUCache<string, KnownToken>({ max: MAX_TOKENS, ttl: REMEMBER_MS });

  const verify = async (token: string): Promise<KnownToken> => {
    const issuer = decodeJwt(token).iss ?? '';
    const keys = keysOf.get(issuer);
    if (!keys) throw new Error('unknown issuer');
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: OUTSIDE_AUDIENCE,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'sub'],
    });
    return { claims: payload, expiresAt: (payload.exp ?? 0) * 1000 };
  };

  return async (authorization, requestId, purpose) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated('A bearer token is needed in the authorization header.');
    try {
      let checked = known.get(token);
      if (!checked || checked.expiresAt <= Date.now()) {
        checked = await verify(token);
        known.set(token, checked);
      }
      return {
        kind: 'caller',
        caller: callerFromClaims(checked.claims, requestId, purpose),
        expiresAt: checked.expiresAt,
      };
    } catch (error) {
      onRefused(error instanceof Error ? error.message : String(error));
      throw unauthenticated('The token is not valid here: get a fresh one.');
    }
  };
}

/** In open mode everyone may come in; what the client sent is handed on. */
export const authenticateNobody: Authenticate = async (authorization) => ({ kind: 'forwarded', authorization });

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
