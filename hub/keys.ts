import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { SIGNER_LOOK_MS } from '#lib/followed-file';
import { writeAtomically } from '#lib/write-atomically';
import { hubFiles } from '#protocol/hub-files';
import { StartError } from './start-error.js';

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
  await keepForAudit(files.auditKeys, exchange);
  await keep(files.devIssuerKeys, jwks([issuer]), 0o644);
  if ((await read(files.personIdKey)) === undefined) {
    await writeAtomically(files.personIdKey, `${randomBytes(32).toString('hex')}\n`);
  }
}

export interface Rotation {
  /** Keys that were stolen are not believed a moment longer: what was signed with them and is under way is refused. */
  readonly isAtOnce: boolean;
  readonly say: (line: string) => void;
  /** Waits (ms). */
  readonly wait: (ms: number) => Promise<void>;
}

/** Longer than processes take to see that a file has changed. */
const SEEN_MS = 5000;
/** Longer than those who sign take to see a new key of their own, and than most of what they just signed is under way. */
const USED_MS = 10 * SIGNER_LOOK_MS;
/** Longer than anything that was signed with the keys before is good for. */
const OVER_MS = 90_000;

/**
 * Gives the gateway and the exchange new keys while the hub runs: departments learn the new ones first, then they are used, then the old ones are
 * forgotten. Cursors that were given out with the exchange's key before go on to count, and so does what it signed in the access log.
 */
export async function rotateKeys(dataFolder: string, { isAtOnce, say, wait }: Rotation): Promise<void> {
  const files = hubFiles(dataFolder);
  const before = [await existing(files.gatewayKey), await existing(files.exchangeKey)] as const;
  const [gateway, exchange] = [await newKey(), await newKey()];
  await keepForAudit(files.auditKeys, exchange);
  await writeAtomically(files.hubKeys, jwks([...before, gateway, exchange]), 0o644);
  say('The departments learn the new keys.');
  await wait(SEEN_MS);
  await writeAtomically(`${files.exchangeKey}.previous`, `${JSON.stringify(before[1])}\n`);
  await writeAtomically(files.exchangeKey, `${JSON.stringify(exchange)}\n`);
  await writeAtomically(files.gatewayKey, `${JSON.stringify(gateway)}\n`);
  if (isAtOnce) {
    await wait(USED_MS);
  } else {
    say('They are used now. The old ones are forgotten when nothing is under way that was signed with them.');
    await wait(OVER_MS);
  }
  await writeAtomically(files.hubKeys, jwks([gateway, exchange]), 0o644);
  say('The old keys do not count any more.');
}

async function existing(file: string): Promise<JWK> {
  const text = await read(file);
  if (text === undefined) throw new StartError(`${file} does not exist: "npm start" makes keys.`);
  return JSON.parse(text) as JWK;
}

/** Adds a key to those against which the access log's checkpoints are verified. */
async function keepForAudit(file: string, exchange: JWK): Promise<void> {
  const { keys } = JSON.parse((await read(file)) ?? '{"keys":[]}') as { keys: JWK[] };
  if (keys.some(({ kid }) => kid === exchange.kid)) return;
  await writeAtomically(file, jwks([...keys, exchange]), 0o644);
}

async function privateKey(file: string): Promise<JWK> {
  const text = await read(file);
  if (text !== undefined) return JSON.parse(text) as JWK;
  const named = await newKey();
  await writeAtomically(file, `${JSON.stringify(named)}\n`);
  return named;
}

async function newKey(): Promise<JWK> {
  const { privateKey: key } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(key);
  return { ...jwk, alg: 'EdDSA', use: 'sig', kid: await calculateJwkThumbprint(jwk) };
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
