import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { yieldingFromStart } from '#lib/yield-to-others';
import { hubError } from '../errors.js';
import { projectFolder } from '../project-folder.js';
import type { PlannerGraph, PlannerTask, PlanQuestion, PlanReply } from './plan-worker.js';

/** What a thread is asked to do. */
export interface ThreadTask {
  readonly task: PlannerTask;
  readonly input: unknown;
  /** After so long the thread is ended. */
  readonly maxMs: number;
}

/** What takes too long, in the message for the client. */
const NAMES: Readonly<Record<PlannerTask, string>> = {
  plan: 'Planning',
  check: 'Checking the document',
  introspect: 'Introspection',
};
/** The time of planning is looked at at least so often. */
const STEP_MS = 250;
/** An extra thread without work ends after this long. */
const IDLE_MS = 30_000;
/** A thread needs this long at most to read the supergraph. */
const START_MS = 60_000;

export interface ThreadEvents {
  readonly onReady: () => void;
  readonly onIdle: () => void;
  readonly onEnd: () => void;
}

/** One thread, one task at a time. */
export class PlannerThread {
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  #state: 'starting' | 'free' | 'busy' | 'ended' = 'starting';
  #current: { readonly resolve: (output: unknown) => void; readonly reject: (error: unknown) => void } | undefined;
  #idle: NodeJS.Timeout | undefined;
  #asked = 0;
  readonly #notReady: (error: unknown) => void;

  constructor(
    graph: PlannerGraph,
    private readonly events: ThreadEvents,
    /** Whether it leaves a busy core to others from the beginning. */
    yields: boolean,
  ) {
    // Always the built file: a thread has no loader for TypeScript.
    const file = join(projectFolder(), 'dist', 'gateway', 'plan', 'plan-worker.js');
    this.#worker = new Worker(file, {
      workerData: graph,
      execArgv: yields ? [...yieldingFromStart()] : [],
      stderr: false,
    });
    this.#worker.unref();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    this.#notReady = (error) => {
      clearTimeout(late);
      reject(error);
    };
    const late = setTimeout(() => this.#fail(new Error('a planner thread does not start')), START_MS);
    this.#worker.on('message', (reply: PlanReply) => {
      if (reply.id === 'ready') {
        clearTimeout(late);
        resolve();
        this.#free();
        this.events.onReady();
      } else if (reply.id === this.#asked) {
        const current = this.#current;
        this.#free();
        if ('output' in reply) current?.resolve(reply.output);
        else current?.reject(new Error(reply.error));
      }
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => {
      this.#fail(new Error('a planner thread ended'));
    });
  }

  get isFree(): boolean {
    return this.#state === 'free';
  }

  get isReady(): boolean {
    return this.#state !== 'starting';
  }

  get isEnded(): boolean {
    return this.#state === 'ended';
  }

  ask({ task, input, maxMs }: ThreadTask): Promise<unknown> {
    this.#state = 'busy';
    clearTimeout(this.#idle);
    return new Promise((resolve, reject) => {
      let left = Math.ceil(maxMs / STEP_MS);
      const stepMs = maxMs / left;
      // In steps: while the whole process stands still, a thread does not plan either.
      const step = () => {
        left -= 1;
        if (left > 0) {
          late = setTimeout(step, stepMs);
          return;
        }
        const tooComplex = `${NAMES[task]} took more than ${maxMs} ms: ask for less at a time.`;
        this.#fail(hubError('TOO_COMPLEX', tooComplex, { status: 400, more: { limit: maxMs } }));
      };
      let late = setTimeout(step, stepMs);
      const settle = <T>(then: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(late);
          this.#current = undefined;
          then(value);
        };
      };
      this.#current = { resolve: settle(resolve), reject: settle(reject) };
      this.#asked++;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      this.#worker.postMessage({ id: this.#asked, task, input } as PlanQuestion);
    });
  }

  yieldToOthers(): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#worker.postMessage({ id: 'yield' } satisfies PlanQuestion);
  }

  async end(): Promise<void> {
    this.#fail(hubError('SHUTTING_DOWN'));
    await this.#worker.terminate();
  }

  #free(): void {
    if (this.#state === 'ended') return;
    this.#state = 'free';
    this.#idle = setTimeout(this.events.onIdle, IDLE_MS).unref();
  }

  #fail(error: unknown): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    clearTimeout(this.#idle);
    this.#notReady(error);
    void this.#worker.terminate();
    this.events.onEnd();
    this.#current?.reject(error);
  }
}
