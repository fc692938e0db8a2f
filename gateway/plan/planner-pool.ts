import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { hubError } from '../errors.js';
import { projectFolder } from '../project-folder.js';
import type {
  PlannerGraph,
  PlannerTask,
  PlannerTasks,
  PlanQuestion,
  PlanReply,
  PlanWorkerData,
} from './plan-worker.js';
import type { PlannerInput } from './planner.js';
import type { Plan } from './steps.js';
import type { Introspection } from '../project/introspection.js';
import type { Verdict } from '../request/documents.js';

export interface PlannerPoolOptions {
  /** Threads at most. One is kept; others come when operations wait, and go when they were idle for a while. */
  readonly maxThreads: number;
  /** A document whose check takes longer, or an operation whose planning does, is refused with TOO_COMPLEX, and its thread ended. */
  readonly maxPlanMs: number;
  /** Operations that may wait to be planned, and as many documents to be checked; one more is refused with OVERLOADED. */
  readonly maxWaiting: number;
}

/** What happens to threads, for metrics. */
export interface PlannerEvents {
  done?: ((task: PlannerTask, outcome: 'ok' | 'failed' | 'too complex', seconds: number) => void) | undefined;
  restarted?: (() => void) | undefined;
}

interface Job {
  readonly task: PlannerTask;
  readonly input: unknown;
  readonly maxMs: number;
  readonly events: PlannerEvents;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** What takes too long, in the message for the client; also the order of turns. */
const NAMES: Readonly<Record<PlannerTask, string>> = {
  plan: 'Planning',
  check: 'Checking the document',
  introspect: 'Introspection',
};
const TASKS = Object.keys(NAMES) as PlannerTask[];
/** The time of planning is looked at at least so often. */
const STEP_MS = 250;
/** An extra thread without work ends after this long. */
const IDLE_MS = 30_000;
/** A thread needs this long at most to read the supergraph. */
const START_MS = 60_000;

/** Plans operations, checks documents and introspects in threads, so that one which takes seconds stops nobody else. */
export class PlannerPool implements AsyncDisposable {
  readonly #threads = new Set<PlannerThread>();
  /** Each kind gets its turns: many documents that are checked do not keep operations from being planned. */
  readonly #waiting: Readonly<Record<PlannerTask, Job[]>> = { plan: [], check: [], introspect: [] };
  #turn = 0;
  #closed = false;
  #yields: boolean;

  constructor(
    private readonly graph: PlannerGraph,
    private readonly options: PlannerPoolOptions,
    private readonly events: PlannerEvents = {},
    /** False: its threads take what they need of a busy core until `yieldToOthers` is called. */
    yields = true,
  ) {
    this.#yields = yields;
  }

  /** Resolves when the first thread can plan; throws why it cannot. */
  async start(): Promise<void> {
    await this.#add().ready;
  }

  /** Something is served now that must not wait for the threads. */
  yieldToOthers(): void {
    if (this.#yields) return;
    this.#yields = true;
    for (const thread of this.#threads) thread.yieldToOthers();
  }

  /** Throws HubError TOO_COMPLEX or OVERLOADED, or the planner's own error. */
  plan(input: PlannerInput): Promise<Plan> {
    return this.#ask('plan', input);
  }

  /** The same within a time of its own, for an operation that nobody asked: it is not counted. */
  try(input: PlannerInput, maxMs: number): Promise<Plan> {
    return this.#ask('plan', input, maxMs, {});
  }

  /** What is wrong with the text of a document. Throws HubError TOO_COMPLEX or OVERLOADED. */
  check(text: string): Promise<Verdict> {
    return this.#ask('check', text);
  }

  /** JSON of introspection fields, from what is left by the rules that are met. Throws HubError TOO_COMPLEX or OVERLOADED. */
  introspect(fields: readonly Introspection[], met: readonly boolean[]): Promise<readonly string[]> {
    return this.#ask('introspect', { fields, met });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (let job = this.#take(); job; job = this.#take()) job.reject(hubError('SHUTTING_DOWN'));
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  #ask<Task extends PlannerTask>(
    task: Task,
    input: PlannerTasks[Task]['input'],
    maxMs = this.options.maxPlanMs,
    events = this.events,
  ): Promise<PlannerTasks[Task]['output']> {
    if (this.#closed) return Promise.reject(hubError('SHUTTING_DOWN'));
    const waiting = this.#waiting[task];
    if (waiting.length >= this.options.maxWaiting) {
      return Promise.reject(hubError('OVERLOADED', undefined, { status: 503, more: { retryAfter: 1 } }));
    }
    return new Promise((resolve, reject) => {
      waiting.push({ task, input, maxMs, events, resolve: resolve as Job['resolve'], reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#isIdle || this.#closed) return;
    for (const thread of this.#threads) {
      if (!thread.isFree) continue;
      const job = this.#take();
      if (job) void this.#give(thread, job);
      if (this.#isIdle) return;
    }
    const starting = [...this.#threads].some((thread) => !thread.isReady);
    if (!starting && this.#threads.size < this.options.maxThreads) this.#add();
  }

  get #isIdle(): boolean {
    return TASKS.every((task) => this.#waiting[task].length === 0);
  }

  #take(): Job | undefined {
    for (let tried = 0; tried < TASKS.length; tried++) {
      const task = TASKS[this.#turn++ % TASKS.length];
      const job = task && this.#waiting[task].shift();
      if (job) return job;
    }
    return undefined;
  }

  async #give(thread: PlannerThread, job: Job): Promise<void> {
    const started = performance.now();
    const tell = (outcome: 'ok' | 'failed' | 'too complex') =>
      job.events.done?.(job.task, outcome, (performance.now() - started) / 1000);
    try {
      const output = await thread.ask(job);
      tell('ok');
      job.resolve(output);
    } catch (error) {
      tell(thread.isEnded ? 'too complex' : 'failed');
      job.reject(error);
      if (thread.isEnded && !this.#closed) {
        job.events.restarted?.();
        if (this.#threads.size === 0) this.#add();
      }
    }
    this.#next();
  }

  #add(): PlannerThread {
    const thread = new PlannerThread(
      { ...this.graph, yields: this.#yields },
      {
        onReady: () => this.#next(),
        onIdle: () => {
          if (this.#threads.size > 1) void thread.end();
        },
        onEnd: () => {
          this.#threads.delete(thread);
          if (!this.#closed) this.#next();
        },
      },
    );
    this.#threads.add(thread);
    thread.ready.catch(() => undefined);
    return thread;
  }
}

interface ThreadEvents {
  readonly onReady: () => void;
  readonly onIdle: () => void;
  readonly onEnd: () => void;
}

/** One thread, one task at a time. */
class PlannerThread {
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  #state: 'starting' | 'free' | 'busy' | 'ended' = 'starting';
  #current: Pick<Job, 'resolve' | 'reject'> | undefined;
  #idle: NodeJS.Timeout | undefined;
  #asked = 0;
  readonly #notReady: (error: unknown) => void;

  constructor(
    workerData: PlanWorkerData,
    private readonly events: ThreadEvents,
  ) {
    // Always the built file: a thread has no loader for TypeScript.
    const file = join(projectFolder(), 'dist', 'gateway', 'plan', 'plan-worker.js');
    this.#worker = new Worker(file, { workerData, execArgv: [], stderr: false });
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

  ask({ task, input, maxMs }: Pick<Job, 'task' | 'input' | 'maxMs'>): Promise<unknown> {
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
