import { link, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identityOf, isAlive, type ProcessIdentity } from '#lib/process-identity';
import { writeAtomically } from '#lib/write-atomically';
import { StartError } from './start-error.js';

/** Makes sure that one launcher works on a data folder. Throws StartError while another one lives. */
export async function lock(dataFolder: string): Promise<AsyncDisposable> {
  const file = join(dataFolder, 'hub.lock');
  const draft = `${file}.${process.pid}`;
  const text = JSON.stringify(identityOf(process.pid));
  await writeAtomically(draft, text);
  try {
    while (!(await place(draft, file))) {
      const holder = await readFile(file, 'utf8').catch(() => undefined);
      if (holder === undefined) continue;
      const { pid, ...rest } = JSON.parse(holder) as ProcessIdentity;
      if (isAlive({ pid, ...rest })) {
        throw new StartError(`The hub runs already on ${dataFolder} (process ${pid}). Stop it first, or set HUB_DATA.`);
      }
      await removeStale(file, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
}

/** A link is made with its content or not at all, so nobody ever reads half a lock. */
async function place(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Between reading a stale lock and moving it away another start may have put its own there: that one is put back. */
async function removeStale(file: string, stale: string): Promise<void> {
  const moved = `${file}.stale-${process.pid}`;
  await rename(file, moved).catch(() => undefined);
  const text = await readFile(moved, 'utf8').catch(() => stale);
  if (text !== stale) await place(moved, file);
  await rm(moved, { force: true });
}
