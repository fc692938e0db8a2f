import { type ChildProcess, spawn } from 'node:child_process';
import { z } from 'zod';
import { ChildOutput } from './child-output.js';
import { LogFile } from './log-file.js';
import { StartError } from './start-error.js';

export interface ChildSpec {
  readonly name: string;
  /** Program file and its arguments. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
}

/** Times in milliseconds. */
export interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
  /** A process that was up this long has recovered: its next restart waits `firstMs` again. */
  readonly resetMs: number;
}

export interface Supervision {
  /** One line for the person at the keyboard. */
  readonly say: (line: string) => void;
  /** Called whenever the process was started, with its id. */
  readonly onStarted?: ((name: string, pid: number) => void) | undefined;
  readonly backoff?: Backoff | undefined;
  /** How long a stop waits before it kills. */
  readonly graceMs?: number | undefined;
}

const BACKOFF: Backoff = { firstMs: 1000, maxMs: 30_000, resetMs: 60_000 };
const MAX_HELD = 20;
const readySchema = z.object({ type: z.literal('ready'), url: z.string() });

type State = 'starting' | 'up' | 'waiting' | 'stopping' | 'ended';

/**
 * A process that is kept running. It says that it serves with the IPC message `{ type: 'ready', url }` and ends when the
 * IPC channel closes: that is how it is stopped, and what happens to it when the launcher is killed. It has a process
 * group of its own, so that Ctrl-C reaches the launcher alone and the order of stopping is ours.
 */
export class Child {
  readonly name: string;
  /** Its address once it serves for the first time; rejects with StartError when it ends before. */
  readonly ready: Promise<string>;
  readonly #spec: ChildSpec;
  readonly #on: Supervision;
  readonly #backoff: Backoff;
  readonly #log: LogFile;
  readonly #output: ChildOutput;
  readonly #ready = Promise.withResolvers<string>();
  readonly #ended = Promise.withResolvers<void>();
  #state: State = 'starting';
  #wasReady = false;
  /** Said when it has started; when it does not start, its last lines say the same. */
  readonly #held: string[] = [];
  #upSince = 0;
  #delayMs: number;
  #process: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(spec: ChildSpec, supervision: Supervision) {
    this.name = spec.name;
    this.#spec = spec;
    this.#on = supervision;
    this.#backoff = supervision.backoff ?? BACKOFF;
    this.#delayMs = this.#backoff.firstMs;
    this.#log = new LogFile(spec.logFile);
    this.#output = new ChildOutput(this.#log, (line) => this.#warn(`${spec.name}: ${line}`));
    this.ready = this.#ready.promise;
    // A stop may come before anyone waits for it.
    this.ready.catch(() => undefined);
    this.#start();
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get state(): State {
    return this.#state;
  }

  /** Ends it, with force after the grace; resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.#state === 'ended') return;
    const before = this.#state;
    this.#state = 'stopping';
    clearTimeout(this.#timer);
    if (before === 'waiting' || this.#process === undefined) {
      this.#end();
    } else if (before !== 'stopping') {
      const running = this.#process;
      if (running.connected) running.disconnect();
      // While it starts it may not listen yet to the channel.
      if (before === 'starting') running.kill('SIGTERM');
      this.#timer = setTimeout(() => running.kill('SIGKILL'), this.#on.graceMs ?? 12_000);
    }
    return this.#ended.promise;
  }

  /** Ends it at once, without asking. */
  kill(): void {
    this.#process?.kill('SIGKILL');
  }

  #start(): void {
    this.#state = 'starting';
    this.#output.restart();
    const child = spawn(process.execPath, [...this.#spec.args], {
      env: this.#spec.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#process = child;
    const outputs = [child.stdout, child.stderr].map((stream) => stream && this.#output.follow(stream));
    child.on('message', (message) => {
      const { success, data } = readySchema.safeParse(message);
      if (success && this.#state === 'starting') this.#up(data.url);
    });
    child.once('error', (error) => this.#gone(error.message));
    // Not 'close': Node does not emit it after the parent has disconnected.
    child.once('exit', (code, signal) => {
      void Promise.all(outputs).then(() => this.#gone(signal ?? `exit code ${code}`));
    });
    if (child.pid !== undefined) this.#on.onStarted?.(this.name, child.pid);
  }

  #up(url: string): void {
    this.#state = 'up';
    this.#upSince = performance.now();
    if (this.#wasReady) this.#on.say(`${this.name} serves again.`);
    this.#wasReady = true;
    for (const line of this.#held.splice(0)) this.#on.say(line);
    this.#ready.resolve(url);
  }

  #warn(line: string): void {
    if (this.#wasReady) this.#on.say(line);
    else if (this.#held.length < MAX_HELD) this.#held.push(line);
  }

  #gone(how: string): void {
    if (this.#state === 'waiting' || this.#state === 'ended') return;
    this.#process = undefined;
    if (this.#state === 'stopping') return this.#end();
    if (!this.#wasReady) {
      this.#ready.reject(new StartError(`${this.name} did not start (${how}):\n${this.#output.last()}`));
      return this.#end();
    }
    if (this.#state === 'up' && performance.now() - this.#upSince >= this.#backoff.resetMs) {
      this.#delayMs = this.#backoff.firstMs;
    }
    this.#state = 'waiting';
    this.#on.say(`${this.name} ended (${how}); it is started again in ${this.#delayMs / 1000} s.`);
    this.#timer = setTimeout(() => this.#start(), this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, this.#backoff.maxMs);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#state = 'ended';
    this.#log[Symbol.dispose]();
    this.#ready.reject(new StartError(`${this.name} was stopped before it was ready.`));
    this.#ended.resolve();
  }
}
