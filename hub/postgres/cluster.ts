import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, isFree } from '../ports.js';
import { StartError } from '../start-error.js';
import { program } from './binaries.js';
import { exists, isServer, untilChildrenEnd } from './server-process.js';
import { type Account, run } from './run.js';

/** A server's data folder, the programs that work on it and the account that owns it. */
export interface Cluster {
  readonly data: string;
  readonly bin: string;
  readonly account: Account | undefined;
}

export type Settings = Readonly<Record<string, string | number>>;

export const SUPERUSER = 'hub';
const MAX_LOG_BYTES = 10 * 1024 * 1024;

export function isInitialised({ data }: Cluster): boolean {
  return existsSync(join(data, 'PG_VERSION'));
}

/** Makes the data folder. Works beside it and renames, so that a crash never leaves half of one. */
export async function initialise(cluster: Cluster, password: string, sync: boolean): Promise<void> {
  const draft = `${cluster.data}.part`;
  const passwordFile = `${cluster.data}.password-${randomBytes(6).toString('hex')}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' });
  try {
    if (cluster.account !== undefined) {
      for (const path of [draft, passwordFile]) await chown(path, cluster.account.uid, cluster.account.gid);
    }
    const args = ['-D', draft, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    args.push('-E', 'UTF8', '--locale=C', '--data-checksums', ...(sync ? [] : ['--no-sync']));
    const { code, output } = await run(program(cluster.bin, 'initdb'), args, { account: cluster.account });
    if (code !== 0)
      throw new StartError(`PostgreSQL could not make its data folder ${cluster.data}:\n${output.trim()}`);
    await rename(draft, cluster.data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** The port of the running server, or undefined. A pid file left by a server that is gone does not count. */
export async function runningPort(cluster: Cluster): Promise<number | undefined> {
  const pidFile = join(cluster.data, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (await isServer(pid, cluster)) return Number(lines[3]);
  // The id belongs to another program meanwhile, or to a dead process that nobody has taken note of (as in a container
  // without an init): PostgreSQL would take either for a living server and refuse. Otherwise it removes the file itself.
  if (exists(pid) && process.platform !== 'win32') {
    await untilChildrenEnd(cluster);
    await rm(pidFile, { force: true });
  }
  return undefined;
}

/**
 * Starts the server and answers its port. Tries again while children of a killed predecessor still hold its memory,
 * and with another port when somebody took ours between the check and the start.
 */
export async function start(cluster: Cluster, wantedPort: number | undefined, settings: Settings): Promise<number> {
  const log = join(cluster.data, 'server.log');
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > MAX_LOG_BYTES) await rename(log, `${log}.1`);
  const deadline = Date.now() + 30_000;
  for (;;) {
    const from = await stat(log).then(
      (found) => found.size,
      () => 0,
    );
    const port = wantedPort !== undefined && (await isFree(wantedPort)) ? wantedPort : await freePort();
    const options = Object.entries({ ...settings, port, listen_addresses: '127.0.0.1', unix_socket_directories: '' });
    const args = ['start', '-D', cluster.data, '-w', '-t', '600', '-s', '-l', log];
    args.push('-o', options.map(([name, value]) => `-c ${name}=${value}`).join(' '));
    const { code } = await run(program(cluster.bin, 'pg_ctl'), args, { account: cluster.account, collect: false });
    if (code === 0) return port;
    const said = existsSync(log) ? readFileSync(log).subarray(from).toString() : '';
    const passing = /shared memory block|could not create any TCP|Address already in use/.test(said);
    if (!passing || Date.now() > deadline) {
      throw new StartError(
        `PostgreSQL did not start on ${cluster.data}:\n${said.trim().split('\n').slice(-8).join('\n')}`,
      );
    }
    await pause(200);
  }
}

/** Ends the server: sessions are cut, everything committed is on disk. Nothing happens when it does not run. */
export async function stop(cluster: Cluster): Promise<void> {
  if ((await runningPort(cluster)) === undefined) return;
  const args = ['stop', '-D', cluster.data, '-m', 'fast', '-w', '-t', '60', '-s'];
  const { code, output } = await run(program(cluster.bin, 'pg_ctl'), args, { account: cluster.account });
  if (code !== 0 && (await runningPort(cluster)) !== undefined) {
    throw new StartError(`PostgreSQL did not stop: ${output.trim()}`);
  }
}
