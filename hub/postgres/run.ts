import { spawn } from 'node:child_process';

/** A user account of this machine. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Ran {
  readonly code: number;
  /** Both outputs, in order of arrival; empty when they were not collected. */
  readonly output: string;
}

export interface RunOptions {
  /** Undefined: our own account. */
  readonly account?: Account | undefined;
  /** False for a command that leaves a server behind: the server would hold the pipe, and we would wait for ever. */
  readonly collect?: boolean | undefined;
}

/** Runs a program to its end without a shell. Rejects only when it cannot be started at all. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const collect = options.collect ?? true;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...options.account,
      // The account may not be able to enter our working folder.
      cwd: '/',
      env: cleanEnvironment(),
      stdio: collect ? ['ignore', 'pipe', 'pipe'] : 'ignore',
      windowsHide: true,
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** PGPORT, PGDATA and the like would change what the programs do; messages are matched in English. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
