import { LRUCache } from 'lru-cache';
import { Moment } from '#lib/moment';
import { rightsKey } from '#protocol/caller';
import { HUB_TOKEN_SECONDS, signCaller, type SigningKey } from '#protocol/hub-token';
import type { Authorize } from '../operation.js';

const MAX_SIGNATURES = 10_000;
/** A signature is used for less than half its life, so that it never expires on its way. */
const REUSE_MS = HUB_TOKEN_SECONDS * 400;

/**
 * Signs who is asking. A signature serves the requests of one caller, purpose and subgraph for some seconds: so the
 * request id inside is that of the first of them, and the id of each is sent as `x-request-id`. With another key all are made anew.
 */
export function authorizeBySigning(signingKey: () => Promise<SigningKey>): Authorize {
  const signatures = new LRUCache<string, { readonly made: Moment; readonly token: Promise<string> }>({
    max: MAX_SIGNATURES,
    ttl: REUSE_MS,
  });
  let last: SigningKey | undefined;
  return async (identity, subgraph) => {
    if (identity.kind !== 'caller') throw new Error('a forwarded identity cannot be signed for');
    const { caller } = identity;
    const key = await signingKey();
    if (key !== last) signatures.clear();
    last = key;
    const cacheKey = JSON.stringify([subgraph, rightsKey(caller), caller.purpose]);
    const known = signatures.get(cacheKey);
    // After the clock was set, subgraphs would refuse it.
    if (known?.made.isWithin(REUSE_MS)) return known.token;
    const signed = signCaller(key, caller, subgraph).then((token) => `Bearer ${token}`);
    signatures.set(cacheKey, { made: new Moment(), token: signed });
    signed.catch(() => signatures.delete(cacheKey));
    return signed;
  };
}

/** Hands on what the client sent. */
export const authorizeByForwarding: Authorize = async (identity) =>
  identity.kind === 'forwarded' ? identity.authorization : undefined;
