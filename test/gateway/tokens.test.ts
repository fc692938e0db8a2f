import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CryptoKey, decodeJwt, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubGateway, startHubGateway } from './hub-gateway.js';
import { newSm2Key } from './sm2-issuer.js';
import { ask, temporaryFolder } from './toy-gateway.js';

const ISSUERS = {
  a: 'https://a.example',
  b: 'https://b.example',
  c: 'https://c.example',
  d: 'https://d.example',
} as const;
const ALGORITHMS = { a: 'EdDSA', b: 'ES256', c: 'RS256' } as const;
type Name = keyof typeof ALGORITHMS;

const stack = new AsyncDisposableStack();
let hub: HubGateway;
let folder: string;
const keys = new Map<Name, { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }>();

const sm2 = newSm2Key('d-1');

const kidOf = (name: Name) => `${name}-1`;

async function writeKeys(name: Name, kid = kidOf(name)) {
  const pair = await generateKeyPair(ALGORITHMS[name], { extractable: true });
  keys.set(name, pair);
  const jwk = { ...(await exportJWK(pair.publicKey)), kid, alg: ALGORITHMS[name] };
  await writeFile(join(folder, `${name}.json`), JSON.stringify({ keys: [jwk] }));
}

beforeAll(async () => {
  folder = stack.use(await temporaryFolder()).path;
  for (const name of ['a', 'b', 'c'] as const) await writeKeys(name);
  await writeFile(join(folder, 'd.json'), JSON.stringify({ keys: [sm2.jwk] }));
  const list = join(folder, 'issuers.json');
  await writeFile(
    list,
    JSON.stringify([
      { issuer: ISSUERS.a, jwks: 'a.json' },
      { issuer: ISSUERS.d, jwks: 'd.json' },
      {
        issuer: ISSUERS.b,
        jwks: 'b.json',
        audience: 'city',
        claims: { subject: 'org.code', kind: 'partner', roles: 'realm_access.roles' },
      },
      { issuer: ISSUERS.c, jwks: 'c.json', claims: { subject: 'preferred_username', roles: 'scope' } },
    ]),
  );
  hub = stack.use(await startHubGateway({ HUB_ISSUERS: list }));
});
afterAll(() => stack.disposeAsync());

interface Made {
  readonly claims?: Record<string, unknown>;
  readonly issuer?: string;
  readonly audience?: string;
  readonly expires?: number;
  readonly kid?: string;
  readonly key?: CryptoKey;
}

function make(
  name: Name,
  { claims = { sub: 'dashboard:wall' }, issuer, audience = 'liandong-hub', expires = 300, kid, key }: Made = {},
) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHMS[name], kid: kid ?? kidOf(name) })
    .setIssuer(issuer ?? ISSUERS[name])
    .setAudience(audience)
    .setExpirationTime(Math.floor(Date.now() / 1000) + expires)
    .sign(key ?? (keys.get(name) as { privateKey: CryptoKey }).privateKey);
}

const status = async (token: string) =>
  (await ask(hub.gateway.url, '{ person(id: "p1") { name } }', {}, { authorization: `Bearer ${token}` })).status;

/** Whom the subgraph was called for. */
async function callerOf(token: string): Promise<unknown> {
  hub.toys.people.asked.length = 0;
  expect(await status(token)).toBe(200);
  return decodeJwt(hub.toys.people.asked[0]?.headers.authorization?.replace('Bearer ', '') ?? '')['caller'];
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('tokens of several issuers', () => {
  it('are accepted with each issuer’s algorithm, audience and claims', async () => {
    expect(await callerOf(await make('a', { claims: { sub: 'department:shop', roles: ['officer'] } }))).toMatchObject({
      kind: 'department',
      department: 'shop',
      roles: ['officer'],
    });
    const claims = { sub: 'u-17', org: { code: '91440000MA4X' }, realm_access: { roles: ['reader'] } };
    expect(await callerOf(await make('b', { audience: 'city', claims }))).toMatchObject({
      kind: 'partner',
      organization: '91440000MA4X',
      roles: ['reader'],
    });
    const words = { sub: 'u-18', preferred_username: 'person:p_9', scope: 'read write' };
    expect(await callerOf(await make('c', { claims: words }))).toMatchObject({
      kind: 'person',
      person: 'p_9',
      roles: ['read', 'write'],
    });
  });

  it('go on with new keys, and the old ones are of no use any more', async () => {
    const { privateKey: old } = keys.get('c') as { privateKey: CryptoKey };
    const claims = { sub: 'x', preferred_username: 'dashboard:wall' };
    await writeKeys('c', 'c-2');
    expect(await status(await make('c', { claims, kid: 'c-2' }))).toBe(200);
    expect(await status(await make('c', { claims, kid: 'c-1', key: old }))).toBe(401);
    expect(await status(await make('c', { claims, kid: 'c-2', key: old }))).toBe(401);
  });
});

describe('tokens that are signed with SM2', () => {
  const claims = (more: object = {}) => ({
    iss: ISSUERS.d,
    aud: 'liandong-hub',
    sub: 'department:shop',
    exp: Math.floor(Date.now() / 1000) + 300,
    ...more,
  });

  it('are accepted of an issuer that has such a key', async () => {
    expect(await callerOf(sm2.token(claims()))).toMatchObject({ kind: 'department', department: 'shop' });
  });

  it.each<[string, () => Promise<string> | string]>([
    ['of another key', () => newSm2Key('d-1').token(claims())],
    ['with another header', () => sm2.token(claims()).replace(/^[^.]+/, part({ alg: 'SM2', kid: 'd-1', typ: 'x' }))],
    [
      'with other claims',
      () => sm2.token(claims()).replace(/[.][^.]+[.]/, `.${part(claims({ sub: 'department:x' }))}.`),
    ],
    ['for somebody else', () => sm2.token(claims({ aud: 'another hub' }))],
    ['of an issuer without such a key', () => sm2.token(claims({ iss: ISSUERS.a }))],
    ['that has expired', () => sm2.token(claims({ exp: Math.floor(Date.now() / 1000) - 30 }))],
    ['that never expires', () => sm2.token(claims({ exp: undefined }))],
    ['that is not valid yet', () => sm2.token(claims({ nbf: Math.floor(Date.now() / 1000) + 600 }))],
    ['of nobody', () => sm2.token(claims({ sub: undefined }))],
    ['with a key id that nobody has', () => sm2.token(claims(), { kid: 'd-9' })],
    ['with a key of another algorithm', () => sm2.token(claims({ iss: ISSUERS.a }), { kid: 'a-1' })],
    ['that asks for an extension', () => sm2.token(claims(), { crit: ['b64'], b64: false })],
    ['that says it is signed otherwise', () => sm2.token(claims(), { alg: 'ES256' })],
    ['without a signature', () => sm2.token(claims()).replace(/[^.]+$/, 'AA')],
  ])('are refused %s', async (_, token) => {
    expect(await status(await token())).toBe(401);
  });
});

describe('a token is refused', () => {
  it.each<[string, () => Promise<string> | string]>([
    ['that is none', () => 'none'],
    [
      'that is not signed',
      () => `${part({ alg: 'none' })}.${part({ iss: ISSUERS.a, aud: 'liandong-hub', sub: 'dashboard:x', exp: 4e9 })}.x`,
    ],
    [
      'that is signed with the public key as a secret',
      async () => {
        const secret = await exportSPKI((keys.get('a') as { publicKey: CryptoKey }).publicKey);
        const text = `${part({ alg: 'HS256', kid: 'a-1' })}.${part({ iss: ISSUERS.a, aud: 'liandong-hub', sub: 'dashboard:x', exp: 4e9 })}`;
        return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
      },
    ],
    [
      'that brings its own key along',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
        return new SignJWT({ sub: 'dashboard:x' })
          .setProtectedHeader({ alg: 'EdDSA', kid: 'a-1', jwk: await exportJWK(publicKey) })
          .setIssuer(ISSUERS.a)
          .setAudience('liandong-hub')
          .setExpirationTime('5m')
          .sign(privateKey);
      },
    ],
    ['of an issuer that nobody knows', () => make('a', { issuer: 'https://elsewhere.example' })],
    ['of one issuer in the name of another', () => make('a', { issuer: ISSUERS.b, audience: 'city' })],
    ['for somebody else', () => make('a', { audience: 'another hub' })],
    ['for the audience of another issuer', () => make('a', { audience: 'city' })],
    ['that has expired', () => make('a', { expires: -30 })],
    [
      'that is not valid yet',
      () => make('a', { claims: { sub: 'dashboard:x', nbf: Math.floor(Date.now() / 1000) + 600 } }),
    ],
    ['with a key id that nobody has', () => make('a', { kid: 'a-9' })],
    ['of whom nobody knows', () => make('a', { claims: { sub: 'king:arthur' } })],
    ['without the claim that names the caller', () => make('b', { audience: 'city', claims: { sub: 'u' } })],
    [
      'that names an object',
      () =>
        make('b', {
          audience: 'city',
          claims: { sub: 'u', org: { code: { $ne: 1 } } },
        }),
    ],
    ['with a byte changed', async () => (await make('a')).replace(/.{4}$/, 'AAAA')],
  ])('%s', async (_, token) => {
    expect(await status(await token())).toBe(401);
  });

  it('that is huge, without being read', async () => {
    const huge = await make('a', { claims: { sub: 'dashboard:x', text: 'x'.repeat(40_000) } });
    expect([401, 431]).toContain(await status(huge).catch(() => 431));
  });
});
