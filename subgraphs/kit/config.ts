import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { envSuffix, SUBGRAPHS, type SubgraphName } from '#protocol/departments';
import { hubFiles } from '#protocol/hub-files';
import { type EventsConfig, parseEventsUrl } from './feed/stream/event-stream.js';
import type { SeedOptions } from './seeding/seeder.js';

/** Everything that a subgraph process is told from outside. */
export interface SubgraphConfig {
  readonly name: SubgraphName;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly databaseUrl: string;
  /** JWKS file of the hub's public keys; callers are checked against it. */
  readonly hubKeysFile: string;
  readonly personIdKey: Buffer;
  /** Undefined: the database is not seeded. */
  readonly seed: Pick<SeedOptions, 'people' | 'seed' | 'today'> | undefined;
  /** Other subgraphs' addresses, for the exchange. */
  readonly subgraphs: Readonly<Record<string, string>>;
  /** Private key (JWK file) with which the exchange signs its own calls. */
  readonly exchangeKeyFile: string;
  /** Days for which events stay in the outbox after the exchange has them. */
  readonly outboxKeepDays: number;
  /** Days for which the exchange keeps the activity log. */
  readonly feedKeepDays: number;
  /** Fewest persons whom a statistic may stand for, towards those who may not read the persons one by one. */
  readonly smallestCell: number;
  /** Where events travel; undefined: the exchange asks each department over HTTP. */
  readonly events: EventsConfig | undefined;
  readonly logLevel: string;
}

/** A setting that is wrong; the message names the variable and says what is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Env = Readonly<Record<string, string | undefined>>;

/** The only reader of the environment in a subgraph process. Throws ConfigError. */
export function configFromEnv(name: SubgraphName, env: Env = process.env): SubgraphConfig {
  const suffix = envSuffix(name);
  const dataFolder = resolve(env['HUB_DATA'] ?? '.hub');
  const files = hubFiles(dataFolder);
  const people = whole(env, 'HUB_PEOPLE', 0, 1_000_000);
  return {
    name,
    host: env['HUB_HOST'] ?? '127.0.0.1',
    port: whole(env, `PORT_${suffix}`, 0, 65_535) ?? SUBGRAPHS[name].port,
    databaseUrl: databaseUrl(env, `DATABASE_URL_${suffix}`),
    hubKeysFile: existing(env['HUB_KEYS'] ?? files.hubKeys, 'HUB_KEYS'),
    personIdKey: personIdKey(env, files.personIdKey),
    seed: people ? { people, seed: whole(env, 'HUB_SEED', 0, 2 ** 31) ?? 1, today: today(env) } : undefined,
    subgraphs: subgraphAddresses(env),
    exchangeKeyFile: env['EXCHANGE_KEY'] ?? files.exchangeKey,
    outboxKeepDays: outboxKeepDays(env),
    feedKeepDays: whole(env, 'HUB_FEED_KEEP_DAYS', 31, 36_500) ?? 400,
    smallestCell: whole(env, 'HUB_SMALLEST_CELL', 1, 1000) ?? 5,
    events: events(env),
    logLevel: oneOf(env, 'HUB_LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'silent']) ?? 'info',
  };
}

function whole(env: Env, name: string, min: number, max: number): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, but is "${text}".`);
}

function databaseUrl(env: Env, name: string): string {
  const text = env[name];
  if (text === undefined || text === '') throw new ConfigError(`${name} is not set: it must be a postgres:// address.`);
  if (/^postgres(ql)?:\/\/.+/.test(text) && URL.canParse(text)) return text;
  throw new ConfigError(`${name} must be a postgres:// address like postgres://user:password@host:5432/database.`);
}

function existing(file: string, name: string): string {
  if (existsSync(file)) return resolve(file);
  throw new ConfigError(`${name} points to ${file}, which does not exist; "npm start" makes development keys.`);
}

function personIdKey(env: Env, file: string): Buffer {
  const hex =
    env['PERSON_ID_KEY'] ??
    readFileSync(existing(env['PERSON_ID_KEY_FILE'] ?? file, 'PERSON_ID_KEY_FILE'), 'utf8').trim();
  if (/^([0-9a-f]{2}){32,}$/i.test(hex)) return Buffer.from(hex, 'hex');
  throw new ConfigError('PERSON_ID_KEY must be at least 32 bytes in hexadecimal.');
}

function outboxKeepDays(env: Env): number {
  return whole(env, 'HUB_OUTBOX_KEEP_DAYS', 1, 3650) ?? 14;
}

function events(env: Env): EventsConfig | undefined {
  const text = env['HUB_EVENTS'];
  if (text === undefined || text === '') return undefined;
  const config = parseEventsUrl(text, outboxKeepDays(env));
  if (config) return config;
  throw new ConfigError('HUB_EVENTS must be an address like nats://user:password@host:4222/name.');
}

function today(env: Env): string {
  const text = env['HUB_TODAY'] ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  if (z.iso.date().safeParse(text).success) return text;
  throw new ConfigError(`HUB_TODAY must be a day like 2026-11-23, but is "${text}".`);
}

function oneOf(env: Env, name: string, values: readonly string[]): string | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (values.includes(text)) return text;
  throw new ConfigError(`${name} must be one of ${values.join(', ')}, but is "${text}".`);
}

function subgraphAddresses(env: Env): Readonly<Record<string, string>> {
  const text = env['HUB_SUBGRAPHS'];
  if (text === undefined || text === '') {
    return Object.fromEntries(Object.entries(SUBGRAPHS).map(([name, { port }]) => [name, `http://127.0.0.1:${port}`]));
  }
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', url = ''] = part.split('=', 2).map((side) => side.trim());
      if (name === '' || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
        throw new ConfigError(`HUB_SUBGRAPHS must be name=http://host:port,… but has "${part}".`);
      }
      return [name, url.replace(/\/$/, '')];
    }),
  );
}
