import { mkdirSync, accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { envSuffix, SUBGRAPH_NAMES, SUBGRAPHS, type SubgraphName } from '#protocol/departments';
import type { WantedPort } from './ports.js';
import { type Env, postgresUrl, whole, wholeFrom } from './settings.js';
import { StartError } from './start-error.js';

/** Everything that the launcher is told from outside; all defaults are in this file. */
export interface HubConfig {
  readonly dataFolder: string;
  /** Size of the synthetic city; undefined: as it was made, or the default at first. 0: nothing is seeded. */
  readonly people: number | undefined;
  /** Day on which the synthetic city stands, `2026-11-23`; undefined: the day of the first start. */
  readonly today: string | undefined;
  readonly pgBin: string | undefined;
  readonly subgraphs: readonly SubgraphSettings[];
  readonly gateway: WantedPort;
}

export interface SubgraphSettings {
  readonly name: SubgraphName;
  readonly port: WantedPort;
  /** Undefined: a database of the private server. */
  readonly databaseUrl: string | undefined;
}

export const DEFAULT_PEOPLE = 2000;
const MAX_PEOPLE = 1_000_000;

/** The only reader of the launcher's environment. `people` is the value of `--people`. Throws StartError. */
export function configFromEnv(env: Env, people?: string): HubConfig {
  checkDatabaseNames(env);
  return {
    dataFolder: resolve(env['HUB_DATA'] || '.hub'),
    people: wholeFrom(people, '--people', 0, MAX_PEOPLE) ?? whole(env, 'HUB_PEOPLE', 0, MAX_PEOPLE),
    today: day(env),
    pgBin: env['PG_BIN'] || undefined,
    subgraphs: SUBGRAPH_NAMES.map((name) => ({
      name,
      port: wantedPort(env, `PORT_${envSuffix(name)}`, SUBGRAPHS[name].port),
      databaseUrl: postgresUrl(env, `DATABASE_URL_${envSuffix(name)}`),
    })),
    gateway: wantedPort(env, 'HUB_PORT', 4000),
  };
}

/** Makes the data folder. Throws StartError when it cannot be written. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      `HUB_DATA: the data folder ${folder} cannot be written (${String((error as NodeJS.ErrnoException).code)}).`,
    );
  }
}

function wantedPort(env: Env, variable: string, otherwise: number): WantedPort {
  const port = whole(env, variable, 0, 65_535);
  return { variable, port: port ?? otherwise, explicit: port !== undefined };
}

/** A misspelt name would silently start a private server instead of using the one that was meant. */
function checkDatabaseNames(env: Env): void {
  const known = SUBGRAPH_NAMES.map((name) => `DATABASE_URL_${envSuffix(name)}`);
  const unknown = Object.keys(env).find((name) => name.startsWith('DATABASE_URL_') && !known.includes(name));
  if (unknown !== undefined) throw new StartError(`${unknown} belongs to no subgraph; known are ${known.join(', ')}.`);
}

function day(env: Env): string | undefined {
  const text = env['HUB_TODAY'];
  if (text === undefined || text === '') return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text)) return text;
  throw new StartError(`HUB_TODAY must be a day like 2026-11-23, but is "${text}".`);
}
