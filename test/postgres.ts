import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf, isAlive, type ProcessIdentity } from '#lib/process-identity';
import { clearPostgres, startPostgres } from '../hub/postgres.js';

const PREFIX = 'liandong-hub-test-postgres-';

export interface ThrowAwayPostgres extends AsyncDisposable {
  /** As superuser. */
  readonly url: string;
}

/** A PostgreSQL server of its own for one test run, fast because its data need not survive anything. */
export async function throwAwayPostgres(): Promise<ThrowAwayPostgres> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  // The server runs under another account when the tests run as root.
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'owner.json'), JSON.stringify(identityOf(process.pid)));
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 300 };
  const server = await startPostgres({ folder, pgBin: process.env['PG_BIN'], settings, sync: false });
  return { url: server.url, [Symbol.asyncDispose]: () => remove(folder) };
}

/** Servers of test runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    const text = await readFile(join(folder, 'owner.json'), 'utf8').catch(() => undefined);
    // Without the file it is being made right now, or belongs to another user.
    if (text !== undefined && !isAlive(JSON.parse(text) as ProcessIdentity)) await remove(folder);
  }
}

async function remove(folder: string): Promise<void> {
  await clearPostgres({ folder, pgBin: process.env['PG_BIN'] });
  await rm(folder, { recursive: true, force: true });
}
