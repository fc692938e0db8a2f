import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { followFile } from '#lib/followed-file';
import { Moment } from '#lib/moment';
import type { Caller } from '#protocol/caller';
import { verifyCaller } from '#protocol/hub-token';

/** Answers the caller of a bearer token; throws when there is none or it is not good for this subgraph. */
export type Verify = (authorization: string | undefined) => Promise<Caller>;

const MAX_KNOWN = { tokens: 2000, characters: 16_000_000 };
/** A verified token is remembered this long; less than its own life, so it cannot outlive it by much. */
const REMEMBER_MS = 20_000;

/** Checks hub tokens against a JWKS file that is read again when it changes, so that keys rotate without a restart. */
export function createVerify(subgraph: string, keysFile: string): Verify {
  const keys = followFile(keysFile, (text) => createLocalJWKSet(JSON.parse(text) as JSONWebKeySet));
  let last: Awaited<ReturnType<typeof keys>> | undefined;
  const known = new Map<string, { readonly caller: Caller; readonly verified: Moment }>();
  let characters = 0;
  const forget = () => {
    known.clear();
    characters = 0;
  };
  return async (authorization) => {
    const token = /^Bearer ([\w.-]{20,200000})$/.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Error('no bearer token');
    const now = await keys();
    // A key that was taken away is not believed any more, whatever it signed.
    if (now !== last) forget();
    last = now;
    const hit = known.get(token);
    if (hit?.verified.isWithin(REMEMBER_MS)) return hit.caller;
    const caller = await verifyCaller(token, now, subgraph);
    if (known.size >= MAX_KNOWN.tokens || characters >= MAX_KNOWN.characters) forget();
    characters += token.length;
    known.set(token, { caller, verified: new Moment() });
    return caller;
  };
}
