import { type CryptoKey, decodeJwt, decodeProtectedHeader, generateKeyPair } from 'jose';
import { afterEach, expect, it, vi } from 'vitest';
import type { Identity } from '../operation.js';
import { authorizeBySigning } from './authorization.js';

const CALLER: Identity = {
  kind: 'caller',
  caller: { kind: 'dashboard', name: 'wall', requestId: 'r', roles: [] },
} as unknown as Identity;

afterEach(() => {
  vi.useRealTimers();
});

it.each([600_000, -600_000])('signs anew when the clock was set by %s ms', async (step) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { privateKey } = await generateKeyPair('EdDSA');
  const key = { kid: 'k', key: privateKey };
  const authorize = authorizeBySigning(async () => key);
  const first = await authorize(CALLER, 'civil-affairs');
  expect(await authorize(CALLER, 'civil-affairs')).toBe(first);
  vi.setSystemTime(Date.now() + step);
  const second = await authorize(CALLER, 'civil-affairs');
  const { iat = 0, exp = 0 } = decodeJwt(second?.slice('Bearer '.length) ?? '');
  expect([iat, exp - iat]).toEqual([Math.floor(Date.now() / 1000), 60]);
});

it('signs anew with another key', async () => {
  const keys = await Promise.all(
    ['one', 'two'].map(async (kid) => ({ kid, key: (await generateKeyPair('EdDSA')).privateKey })),
  );
  let current = keys[0] as { kid: string; key: CryptoKey };
  const authorize = authorizeBySigning(async () => current);
  const kid = async () => decodeProtectedHeader((await authorize(CALLER, 'civil-affairs'))?.slice(7) ?? '').kid;
  expect(await kid()).toBe('one');
  current = keys[1] as { kid: string; key: CryptoKey };
  expect(await kid()).toBe('two');
});
