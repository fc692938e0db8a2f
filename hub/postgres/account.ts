import { stat } from 'node:fs/promises';
import { StartError } from '../start-error.js';
import { type Account, run } from './run.js';

/**
 * The account under which the server runs. PostgreSQL refuses to run as root, so root lends it another one:
 * the owner of existing data, else `postgres`, else `nobody`. Undefined: our own.
 */
export async function serverAccount(dataFolder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)]);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new StartError(
    'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody" to run it. ' +
      'Start the hub as an ordinary user, or set DATABASE_URL_<SUBGRAPH> to use a server of your own.',
  );
}

/** Whether the account can enter the folder, or run the program. Asked by trying, so that access lists and mounts count too. */
export async function canExecute(account: Account | undefined, path: string): Promise<boolean> {
  if (account === undefined) return true;
  const { code } = await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { account });
  return code === 0;
}

async function idOf(option: '-u' | '-g', name: string): Promise<number | undefined> {
  const { code, output } = await run('id', [option, name]);
  return code === 0 ? Number(output.trim()) : undefined;
}
