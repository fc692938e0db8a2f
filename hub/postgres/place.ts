import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../start-error.js';
import { canExecute } from './account.js';
import { type Binaries, program } from './binaries.js';
import type { Account } from './run.js';
import { completeLibraries, copyInstallation } from './shared-libraries.js';

/** Where data and programs go when the server's account cannot enter the data folder: one place per data folder. */
export function outsideFolder(folder: string): string {
  return `/var/tmp/liandong-hub-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
}

/** Makes the outside folder; refuses one that somebody else prepared, since `/var/tmp` is open to all. */
export async function makeOutside(outside: string): Promise<void> {
  await mkdir(outside, { recursive: true, mode: 0o755 });
  const found = await lstat(outside);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new StartError(`${outside} exists already and is not ours: remove it, or set HUB_DATA to another folder.`);
  }
  await chmod(outside, 0o755);
}

/** The folder of programs that the account can run; copies the packaged ones when it cannot reach or load them. */
export async function usableBin(binaries: Binaries, account: Account | undefined, copyTo: string): Promise<string> {
  const { bin, packaged } = binaries;
  const reachable = await canExecute(account, program(bin, 'postgres'));
  if (packaged === undefined) {
    if (reachable) return bin;
    throw new StartError(`PG_BIN: the account that runs PostgreSQL instead of root cannot run what is in ${bin}.`);
  }
  if (reachable && (await completeLibraries(packaged))) return bin;
  const { version } = JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(copyTo, `postgresql-${version}`);
  await copyInstallation(packaged, copy);
  return join(copy, 'native', 'bin');
}
