import { hubError } from '../errors.js';
import type { PlannerTask, PlanQuestion, PlanReply } from './plan-worker.js';
import { type PlannerProcess, type RemoteThread, type ThreadEnded } from './planner-process.js';

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
  /** With why, and whether it could ever do something. */
  readonly onEnd: (error: unknown, wasReady: boolean) => void;
}

interface Current {
  readonly task: PlannerTask;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread, one task at a time. */
export class PlannerThread {
  readonly ready: Promise<void>;
  readonly #thread: RemoteThread;
  #state: 'starting' | 'free' | 'busy' | 'ended' = 'starting';
  #current: Current | undefined;
  #idle: NodeJS.Timeout | undefined;
  #asked = 0;
  readonly #notReady: (error: unknown) => void;

  constructor(
    process: PlannerProcess,
    private readonly maxMb: number,
    private readonly events: ThreadEvents,
  ) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    this.#notReady = (error) => {
      clearTimeout(late);
      reject(error);
    };
    const late = setTimeout(() => this.#fail(new Error('a planner thread does not start')), START_MS);
    const onReply = (reply: PlanReply) => {
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
    };
    this.#thread = process.start({ onReply, onEnded: (error) => this.#fail(this.#told(error)) });
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
      this.#current = { task, resolve: settle(resolve), reject: settle(reject) };
      this.#asked++;
      this.#thread.ask({ id: this.#asked, task, input } as PlanQuestion);
    });
  }

  end(): void {
    this.#fail(hubError('SHUTTING_DOWN'));
  }

  #free(): void {
    if (this.#state === 'ended') return;
    this.#state = 'free';
    this.#idle = setTimeout(this.events.onIdle, IDLE_MS).unref();
  }

  #fail(error: unknown): void {
    if (this.#state === 'ended') return;
    const wasReady = this.isReady;
    this.#state = 'ended';
    clearTimeout(this.#idle);
    this.#notReady(error);
    this.#thread.end();
    this.events.onEnd(error, wasReady);
    this.#current?.reject(error);
  }

  /** What a client may know of it. */
  #told(error: ThreadEnded): Error {
    if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY' || !this.#current) return error;
    const tooComplex = `${NAMES[this.#current.task]} took more than ${this.maxMb} MB: ask for less at a time.`;
    return hubError('TOO_COMPLEX', tooComplex, { status: 400, more: { limit: this.maxMb } });
  }
}
