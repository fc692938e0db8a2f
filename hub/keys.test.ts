import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, importJWK, type CryptoKey, type JSONWebKeySet, type JWK, jwtVerify } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import type { Caller } from '#protocol/caller';
import { hubFiles } from '#protocol/hub-files';
import { signCaller, verifyCaller } from '#protocol/hub-token';
import { callerFromClaims, DEV_ISSUER, OUTSIDE_AUDIENCE } from '#protocol/outside-token';
import { devToken } from './dev-token.js';
import { createKeys } from './keys.js';

async function folderWithKeys(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keys-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await createKeys(folder);
  return folder;
}

const json = async <T>(file: string) => JSON.parse(await readFile(file, 'utf8')) as T;

test('what the gateway and the exchange sign, a subgraph verifies with the public file', async () => {
  const files = hubFiles(await folderWithKeys());
  const keys = createLocalJWKSet(await json<JSONWebKeySet>(files.hubKeys));
  for (const file of [files.gatewayKey, files.exchangeKey]) {
    const jwk = await json<JWK>(file);
    const signing = { kid: jwk.kid ?? '', key: (await importJWK(jwk, 'EdDSA')) as CryptoKey };
    const caller: Caller = { kind: 'system', service: 'exchange', requestId: 'r', roles: [] };
    expect(await verifyCaller(await signCaller(signing, caller, 'exchange'), keys, 'exchange')).toEqual(caller);
  }
});

test('public files hold no private number, private files are readable by their owner only', async () => {
  const files = hubFiles(await folderWithKeys());
  for (const file of [files.hubKeys, files.devIssuerKeys]) {
    for (const key of (await json<JSONWebKeySet>(file)).keys) expect(key).not.toHaveProperty('d');
  }
  for (const file of [files.gatewayKey, files.exchangeKey, files.devIssuerKey, files.personIdKey]) {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  }
  expect(await readFile(files.personIdKey, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
});

test('keys are made once, and a lost public file comes back', async () => {
  const folder = await folderWithKeys();
  const files = hubFiles(folder);
  const before = await Promise.all(Object.values(files).map((file) => readFile(file, 'utf8')));
  await rm(files.hubKeys);
  await createKeys(folder);
  expect(await Promise.all(Object.values(files).map((file) => readFile(file, 'utf8')))).toEqual(before);
});

test('a development token says who it is for', async () => {
  const folder = await folderWithKeys();
  const token = await devToken(folder, { as: 'partner:52441900MJL0000009', roles: ['editor'], hours: 1 });
  const keys = createLocalJWKSet(await json<JSONWebKeySet>(hubFiles(folder).devIssuerKeys));
  const { payload } = await jwtVerify(token, keys, { issuer: DEV_ISSUER, audience: OUTSIDE_AUDIENCE });
  expect(callerFromClaims(payload, 'r')).toEqual({
    kind: 'partner',
    organization: '52441900MJL0000009',
    requestId: 'r',
    roles: ['editor'],
  });
});

test.each([
  ['somebody:x', /--as must be partner:/],
  ['person:', /--as must be partner:/],
  ['department:police', /must name one of civil-affairs, /],
])('a token for "%s" is refused', async (as, sentence) => {
  await expect(devToken('nowhere', { as, roles: [], hours: 1 })).rejects.toThrow(sentence);
});
