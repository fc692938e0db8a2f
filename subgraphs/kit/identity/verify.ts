import { readFile, stat } from 'node:fs/promises';
import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { Caller } from '#protocol/caller';
import { verifyCaller } from '#protocol/hub-token';

/** Answers the caller of a bearer token; throws when there is none or it is not good for this subgraph. */
export type Verify = (authorization: string | undefined) => Promise<Caller>;

const RECHECK_MS = 2000;
const MAX_KNOWN = 2000;
/** A verified token is remembered this long; less than its own life, so it cannot outlive it by much. */
const REMEMBER_MS = 20_000;

/** Checks hub tokens against a JWKS file that is read again when it changes, so that keys rotate without a restart. */
export function createVerify(subgraph: string, keysFile: string): Verify {
  const keys = followKeys(keysFile);
  const known = new Map<string, { caller: Caller; until: number }>();
  return async (authorization) => {
    const token = /^Bearer ([\w.-]{20,8000})$/.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Error('no bearer token');
    const now = Date.now();
    const hit = known.get(token);
    if (hit && hit.until > now) return hit.caller;
    const caller = await verifyCaller(token, await keys(), subgraph);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(token, { caller, until: now + REMEMBER_MS });
    return caller;
  };
}

function followKeys(file: string): () => Promise<JWTVerifyGetKey> {
  let current: { keys: JWTVerifyGetKey; modified: number; checked: number } | undefined;
  return async () => {
    const now = Date.now();
    if (current && now - current.checked < RECHECK_MS) return current.keys;
    const { mtimeMs } = await stat(file);
    if (current?.modified !== mtimeMs) {
      current = { keys: createLocalJWKSet(JSON.parse(await readFile(file, 'utf8'))), modified: mtimeMs, checked: now };
    }
    current.checked = now;
    return current.keys;
  };
}
