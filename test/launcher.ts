import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#lib/project-root';

/** What the launcher tells over IPC. */
type Message =
  | { readonly type: 'ready'; readonly gateway?: string; readonly subgraphs: Readonly<Record<string, string>> }
  | { readonly type: 'process'; readonly name: string; readonly pid: number };

export interface Started {
  readonly gateway: string | undefined;
  readonly subgraphs: Readonly<Record<string, string>>;
}

export interface LauncherOptions {
  /** Arguments of `dist/hub/main.js`: `['start']`, `['subgraph', 'exchange']` … */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The hub's launcher as a process of its own, as `npm start` runs it. Disposing stops it as Ctrl-C does. */
export class Launcher implements AsyncDisposable {
  /** Rejects with all that was printed when the launcher ends before. */
  readonly ready: Promise<Started>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  readonly #child: ChildProcess;
  readonly #pids = new Map<string, number>();
  #output = '';

  constructor({ args, env }: LauncherOptions) {
    const program = join(projectRoot(), 'dist', 'hub', 'main.js');
    if (!existsSync(program)) throw new Error('These tests run the built hub: npm run build comes first.');
    this.#child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    const started = Promise.withResolvers<Started>();
    this.ready = started.promise;
    this.#child.on('message', (message: Message) => {
      if (message.type === 'process') this.#pids.set(message.name, message.pid);
      else started.resolve({ gateway: message.gateway, subgraphs: message.subgraphs });
    });
    this.ended = once(this.#child, 'exit').then(([code, signal]: (number | string)[]) => {
      started.reject(new Error(`the launcher ended (${code ?? signal}):\n${this.#output}`));
      return code ?? signal ?? 'unknown';
    });
    // A test may only care for how it ends.
    this.ready.catch(() => undefined);
  }

  /** Everything printed so far. */
  get output(): string {
    return this.#output;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Process id of a subgraph or of the gateway; it changes when the process is started again. */
  pidOf(name: string): number {
    const pid = this.#pids.get(name);
    if (pid === undefined) throw new Error(`${name} was not started; there are ${[...this.#pids.keys()].join(', ')}`);
    return pid;
  }

  /** Sends SIGINT and answers the exit code. */
  async stop(): Promise<number | string> {
    this.#child.kill('SIGINT');
    return this.ended;
  }

  /** As a crash or the system does it: nothing gets tidied up. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
