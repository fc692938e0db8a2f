import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { canExecute, serverAccount } from './postgres/account.js';
import { findBinaries, program } from './postgres/binaries.js';
import * as cluster from './postgres/cluster.js';
import { makeOutside, outsideFolder, usableBin } from './postgres/place.js';
import { run } from './postgres/run.js';
import { readState, writeState } from './postgres/state.js';
import { StartError } from './start-error.js';

export interface PostgresOptions {
  /** The server's data go to `postgres/` in it, or to a folder below `/var/tmp` when its account cannot enter it. */
  readonly folder: string;
  /** Folder of PostgreSQL's programs; undefined: the npm package's, else the system's. */
  readonly pgBin?: string | undefined;
  /** Server settings besides or instead of the usual ones. */
  readonly settings?: cluster.Settings | undefined;
  /** False for data that nobody will miss: the first start does not wait for the disk. Default true. */
  readonly sync?: boolean | undefined;
}

/** A private PostgreSQL server on the loopback address. Disposing of it stops it; its data stay. */
export interface Postgres extends AsyncDisposable {
  /** As superuser, database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly dataFolder: string;
  /** It ran already: its last launcher was killed. */
  readonly attached: boolean;
}

const SETTINGS: cluster.Settings = {
  shared_buffers: '64MB',
  max_connections: 100,
  timezone: 'UTC',
  log_checkpoints: 'off',
  // Statements that break a rule are everyday work here, and their text and detail may hold personal data.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Starts the server of a folder, makes it at first, or attaches to it when it still runs. Throws StartError. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  await mkdir(options.folder, { recursive: true });
  const folder = await realpath(options.folder);
  const found = await locate(folder, options.pgBin);
  const { server, outside } = found;
  let state = found.state;
  if (!cluster.isInitialised(server)) {
    state = { ...state, password: randomBytes(24).toString('base64url'), outside };
    await writeState(folder, state);
    await cluster.initialise(server, state.password, options.sync ?? true);
  }
  if (state === undefined) {
    throw new StartError(
      `${join(folder, 'postgres.json')} is gone, and with it the password of the data in ${server.data}. "npm run reset" clears both.`,
    );
  }
  const running = await cluster.runningPort(server);
  if (running === undefined) await checkVersion(server);
  const port = running ?? (await cluster.start(server, state.port, { ...SETTINGS, ...options.settings }));
  if (port !== state.port) await writeState(folder, { ...state, port });
  const url = `postgres://${cluster.SUPERUSER}:${state.password}@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url);
  return {
    url,
    port,
    dataFolder: server.data,
    attached: running !== undefined,
    [Symbol.asyncDispose]: () => cluster.stop(server),
  };
}

/** Stops the folder's server if it runs and deletes its data, wherever they are. */
export async function clearPostgres(options: Pick<PostgresOptions, 'folder' | 'pgBin'>): Promise<void> {
  if (!existsSync(options.folder)) return;
  const folder = await realpath(options.folder);
  const state = await readState(folder).catch(() => undefined);
  const outside = state?.outside;
  if (existsSync(join(outside ?? folder, 'postgres', 'postmaster.pid'))) {
    await cluster.stop((await locate(folder, options.pgBin)).server);
  }
  if (outside !== undefined) await rm(outside, { recursive: true, force: true });
  await rm(join(folder, 'postgres'), { recursive: true, force: true });
  await rm(join(folder, 'postgres.json'), { force: true });
}

async function locate(folder: string, pgBin: string | undefined) {
  const state = await readState(folder);
  const inside = join(folder, 'postgres');
  let outside = state?.outside;
  const account = await serverAccount(outside === undefined ? inside : join(outside, 'postgres'));
  if (outside === undefined && !(await canExecute(account, folder))) {
    if (existsSync(join(inside, 'PG_VERSION'))) {
      throw new StartError(`HUB_DATA: PostgreSQL's account can no longer enter ${folder}, where its data are.`);
    }
    outside = outsideFolder(folder);
  }
  if (outside !== undefined) await makeOutside(outside);
  const bin = await usableBin(findBinaries(pgBin), account, outside ?? folder);
  const server: cluster.Cluster = { data: join(outside ?? folder, 'postgres'), bin, account };
  // Left by a data folder of the same name that was deleted by hand: nobody knows its password any more.
  if (outside !== undefined && state === undefined && cluster.isInitialised(server)) {
    await cluster.stop(server);
    await rm(server.data, { recursive: true, force: true });
  }
  return { state, outside, server };
}

async function checkVersion({ data, bin, account }: cluster.Cluster): Promise<void> {
  const made = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  const { output } = await run(program(bin, 'postgres'), ['--version'], { account });
  const major = /(\d+)(\.\d+|devel|beta|rc)/.exec(output)?.[1] ?? '?';
  if (Number(major) < 15)
    throw new StartError(`PG_BIN: PostgreSQL 15 or later is needed, but ${bin} has ${output.trim()}.`);
  if (made !== major) {
    throw new StartError(
      `The data in ${data} were made by PostgreSQL ${made}, but ${bin} has ${major}. ` +
        `Set PG_BIN to the programs of version ${made}, or clear the data with "npm run reset".`,
    );
  }
}

/** A server to which we attach may still be recovering. */
async function untilItAnswers(url: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      // 57P03: starting up or shutting down.
      const { code } = error as { code?: string };
      if ((code !== '57P03' && code !== 'ECONNREFUSED') || Date.now() > deadline) {
        throw new StartError(`PostgreSQL runs but does not let us in: ${(error as Error).message}`);
      }
      await pause(100);
    }
  }
}
