import { existsSync, realpathSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { program } from './binaries.js';
import { type Account, run } from './run.js';

interface Cluster {
  readonly data: string;
  readonly bin: string;
  readonly account: Account | undefined;
}

/** Whether the process is the server of this data folder. */
export async function isServer(pid: number, { data, bin, account }: Cluster): Promise<boolean> {
  if (process.platform === 'win32') {
    return (await run(program(bin, 'pg_ctl'), ['status', '-D', data], { account })).code === 0;
  }
  if (process.platform !== 'linux') {
    const { output } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
    return output.includes('postgres') && output.includes(` -D ${data} `);
  }
  // A process that has ended has no words left.
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  const folder = words[words.indexOf('-D') + 1] ?? '';
  return words[0]?.includes('postgres') === true && existsSync(folder) && realpathSync(folder) === realpathSync(data);
}

/** Whether the system knows such a process, be it dead or of another user. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Waits until no child of a dead server works on the data: two servers on one folder would destroy it. Children end as
 * soon as they notice. They run in the data folder, which tells whose they are. Throws after 30 s.
 */
export async function untilChildrenEnd({ data }: Cluster): Promise<void> {
  if (process.platform !== 'linux') return;
  const deadline = Date.now() + 30_000;
  while (await someoneWorksIn(realpathSync(data))) {
    if (Date.now() > deadline) throw new Error(`processes of a server that was killed still work on ${data}`);
    await pause(50);
  }
}

async function someoneWorksIn(folder: string): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return places.includes(folder);
}
