import { type ChildProcess, type ForkOptions, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A server that is measured. */
export interface Server extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly url: string;
}

export interface StartOptions {
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Whether it gets every core, not one of its own. */
  readonly everywhere?: boolean | undefined;
}

/** A script of this folder, as a process; never on the core of the server that is measured. */
export function startHelper(name: string, args: readonly string[], options: ForkOptions = {}): ChildProcess {
  const child = fork(fileURLToPath(new URL(`./${name}.js`, import.meta.url)), args, {
    ...options,
    env: { ...process.env, NODE_ENV: 'production', ...options.env },
  });
  if (process.platform === 'linux') spawnSync('taskset', ['-a', '-p', '-c', '0', String(child.pid)]);
  return child;
}

/** Starts a Node program that says where it serves; on a core of its own where the system can pin processes. */
export async function startServer({ args, ...options }: StartOptions): Promise<Server> {
  const child = spawnPinned(args, options, 'ipc');
  const { url } = await message<{ url: string }>(child, 'ready');
  return serverOf(child, url);
}

/** The same for one that says nothing, and serves when `/graphql` answers. */
export async function startSilentServer(options: StartOptions & { readonly url: string }): Promise<Server> {
  const child = spawnPinned(options.args, options, 'ignore');
  const ended = once(child, 'exit').then(() => 'ended' as const);
  for (;;) {
    const answer = await Promise.race([ended, isThere(options.url)]);
    if (answer === 'ended') throw new Error(`${options.args.join(' ')} ended before it served`);
    if (answer) return serverOf(child, options.url);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))]);
  }
}

async function isThere(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    return response.ok;
  } catch {
    return false;
  }
}

function spawnPinned(
  args: readonly string[],
  { cwd, env, everywhere }: Omit<StartOptions, 'args'>,
  channel: 'ipc' | 'ignore',
) {
  const pinned =
    process.platform === 'linux' && !everywhere ? ['taskset', '-c', '1', process.execPath] : [process.execPath];
  const [command = '', ...rest] = [...pinned, ...args];
  return spawn(command, rest, {
    stdio: ['ignore', 'ignore', 'inherit', channel],
    cwd,
    env: { ...process.env, NODE_ENV: 'production', HUB_LOG_LEVEL: 'warn', ...env },
  });
}

function serverOf(child: ChildProcess, url: string): Server {
  return { child, url, [Symbol.asyncDispose]: () => stop(child) };
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(impatient);
}

/** The next message of a kind; throws when the process ends before. */
export function message<T>(child: ChildProcess, kind: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off('message', hear);
      child.off('exit', end);
    };
    const hear = (received: { kind?: string; type?: string }) => {
      if (received.kind !== kind && received.type !== kind) return;
      settle();
      resolve(received as T);
    };
    const end = () => {
      settle();
      reject(new Error(`a process ended before it was ${kind}`));
    };
    child.on('message', hear);
    child.once('exit', end);
  });
}

/** User and system time of a process, its threads and the processes that it runs; the clock ticks every 10 ms. */
export function cpuMs({ pid }: ChildProcess): number {
  return sum(family(pid), (each) => {
    const fields = readFileSync(`/proc/${each}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  });
}

/** Resident memory of a process and those that it runs (MB). Of those, without what they read from files that others have open too: the program itself. */
export function rssMb({ pid }: ChildProcess): number {
  return sum(family(pid), (each) => {
    const text = readFileSync(`/proc/${each}/smaps_rollup`, 'utf8');
    const mb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024;
    return mb('Rss') - (each === pid ? 0 : mb('Shared_Clean'));
  });
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function family(pid: number | undefined): readonly number[] {
  if (pid === undefined) return [];
  const started = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return [pid, ...started.flatMap(family)];
}
