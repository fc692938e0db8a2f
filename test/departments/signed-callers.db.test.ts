import { generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Caller } from '#protocol/caller';
import { HUB_ISSUER, signCaller } from '#protocol/hub-token';
import {
  createTestKeys,
  dashboard,
  officialOf,
  startDepartment,
  type TestDepartment,
  type TestKeys,
} from '../subgraph.js';
import { noteDepartment } from './exchange/note-department.js';

let keys: TestKeys;
let notes: TestDepartment;
beforeAll(async () => {
  keys = await createTestKeys();
  notes = await startDepartment(await noteDepartment(), { people: 0, keys });
});
afterAll(async () => {
  await notes[Symbol.asyncDispose]();
  await keys[Symbol.asyncDispose]();
});

const official = officialOf('civil-affairs');
const system: Caller = { kind: 'system', service: 'exchange', requestId: 'r', roles: [] };

async function status(authorization: string | undefined, path = '/graphql'): Promise<number> {
  const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) };
  const post = { method: 'POST', headers, body: JSON.stringify({ query: '{ __typename }' }) };
  return (await fetch(`${notes.subgraph.url}${path}`, path === '/graphql' ? post : { headers })).status;
}

const sign = (caller: Caller, audience = 'civil-affairs', key = keys.privateKey) =>
  signCaller({ kid: 'test', key }, caller, audience);

async function claims(payload: object, key: CryptoKey, times: { issued: number; expires: number }): Promise<string> {
  return new SignJWT({ v: 1, caller: official, ...payload })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'test' })
    .setIssuer(HUB_ISSUER)
    .setAudience('civil-affairs')
    .setIssuedAt(times.issued)
    .setExpirationTime(times.expires)
    .sign(key);
}

it('answers a caller that the hub signed for it', async () => {
  expect(await status(`Bearer ${await sign(official)}`)).toBe(200);
});

it('refuses everything else', async () => {
  const stranger = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const now = Math.floor(Date.now() / 1000);
  const good = await sign(official);
  const refused: [string, string | undefined][] = [
    ['no token', undefined],
    ['no bearer', good],
    ['garbage', 'Bearer garbage-garbage-garbage'],
    [
      'a changed payload',
      `Bearer ${good.replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify({ caller: official })).toString('base64url')}.`)}`,
    ],
    ['another key', `Bearer ${await sign(official, 'civil-affairs', stranger.privateKey)}`],
    ['another audience', `Bearer ${await sign(official, 'youth-league')}`],
    ['an expired token', `Bearer ${await claims({}, keys.privateKey, { issued: now - 120, expires: now - 60 })}`],
    [
      'a token that lives too long',
      `Bearer ${await claims({}, keys.privateKey, { issued: now - 3600, expires: now + 3600 })}`,
    ],
    ['another version', `Bearer ${await claims({ v: 2 }, keys.privateKey, { issued: now, expires: now + 60 })}`],
    [
      'no caller',
      `Bearer ${await claims({ caller: { kind: 'emperor' } }, keys.privateKey, { issued: now, expires: now + 60 })}`,
    ],
    ['no signature', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`],
  ];
  for (const [what, authorization] of refused) expect(await status(authorization), what).toBe(401);
});

it('shows its outbox to hub processes only', async () => {
  expect(await status(`Bearer ${await sign(system)}`, '/outbox')).toBe(200);
  expect(await status(`Bearer ${await sign(system)}`, '/outbox?after=drop')).toBe(400);
  for (const caller of [official, dashboard]) expect(await status(`Bearer ${await sign(caller)}`, '/outbox')).toBe(401);
  expect(await status(undefined, '/outbox')).toBe(401);
});

it('tells its health to anybody, and nothing more', async () => {
  expect(await status(undefined, '/health')).toBe(200);
  expect(await status(undefined, '/ready')).toBe(200);
  expect(await status(undefined, '/anything')).toBe(404);
});
