import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { writeAtomically } from '#lib/write-atomically';
import { hubFiles } from '#protocol/hub-files';

/**
 * Makes the keys of a data folder once: what exists is kept, what is missing is made. Private keys have mode 0600.
 * They are for one machine; a hub with an issuer of its own sets `HUB_JWKS_URL` and `HUB_ISSUER` besides.
 */
export async function createKeys(dataFolder: string): Promise<void> {
  const files = hubFiles(dataFolder);
  await mkdir(dirname(files.hubKeys), { recursive: true, mode: 0o700 });
  const gateway = await privateKey(files.gatewayKey);
  const exchange = await privateKey(files.exchangeKey);
  const issuer = await privateKey(files.devIssuerKey);
  await keep(files.hubKeys, jwks([gateway, exchange]), 0o644);
  await keep(files.devIssuerKeys, jwks([issuer]), 0o644);
  if ((await read(files.personIdKey)) === undefined) {
    await writeAtomically(files.personIdKey, `${randomBytes(32).toString('hex')}\n`);
  }
}

async function privateKey(file: string): Promise<JWK> {
  const text = await read(file);
  if (text !== undefined) return JSON.parse(text) as JWK;
  const { privateKey: key } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(key);
  const named: JWK = { ...jwk, alg: 'EdDSA', use: 'sig', kid: await calculateJwkThumbprint(jwk) };
  await writeAtomically(file, `${JSON.stringify(named)}\n`);
  return named;
}

/** The public halves only: `d` is the private number. */
function jwks(keys: readonly JWK[]): string {
  const open = keys.map((key) => Object.entries(key).filter(([name]) => name !== 'd'));
  return `${JSON.stringify({ keys: open.map((entries) => Object.fromEntries(entries)) }, undefined, 2)}\n`;
}

/** A public file follows from the private ones, so it is put right whenever it differs. */
async function keep(file: string, text: string, mode: number): Promise<void> {
  if ((await read(file)) !== text) await writeAtomically(file, text, mode);
}

async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
