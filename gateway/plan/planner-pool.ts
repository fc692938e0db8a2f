import { hubError } from '../errors.js';
import type { PlannerGraph, PlannerTask, PlannerTasks } from './plan-worker.js';
import { PlannerProcess, ThreadEnded } from './planner-process.js';
import { PlannerThread, type ThreadTask } from './planner-thread.js';
import type { PlannerInput } from './planner.js';
import type { Plan } from './steps.js';
import type { Introspection } from '../project/introspection.js';
import type { Verdict } from '../request/documents.js';

export interface PlannerPoolOptions {
  /** Threads at most. One is kept; others come when operations wait, and go when they were idle for a while. */
  readonly maxThreads: number;
  /** A document whose check takes longer, or an operation whose planning does, is refused with TOO_COMPLEX, and its thread ended. */
  readonly maxPlanMs: number;
  /** The same for what needs more memory (MB), in the old generation of a thread. */
  readonly maxThreadMb: number;
  /** Operations that may wait to be planned, and as many documents to be checked; one more is refused with OVERLOADED. */
  readonly maxWaiting: number;
}

/** What happens to threads, for metrics. */
export interface PlannerEvents {
  done?: ((task: PlannerTask, outcome: 'ok' | 'failed' | 'too complex', seconds: number) => void) | undefined;
  restarted?: (() => void) | undefined;
}

interface Job extends ThreadTask {
  readonly events: PlannerEvents;
  /** Whether the process ended with it once, for a reason that need not be this job. */
  readonly wasInterrupted?: boolean;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Threads that end one after the other before they are ready. */
const MAX_FAILED_STARTS = 3;

/** The order of turns. */
const TASKS: readonly PlannerTask[] = ['plan', 'check', 'introspect'];
/** Plans operations, checks documents and introspects in threads of a process of its own, so that one which takes seconds stops nobody else. */
export class PlannerPool implements AsyncDisposable {
  #process: PlannerProcess;
  readonly #threads = new Set<PlannerThread>();
  /** Each kind gets its turns: many documents that are checked do not keep operations from being planned. */
  readonly #waiting: Readonly<Record<PlannerTask, Job[]>> = { plan: [], check: [], introspect: [] };
  #turn = 0;
  #closed = false;
  /** Since a thread got ready. */
  #failedStarts = 0;
  #yields: boolean;

  constructor(
    private readonly graph: PlannerGraph,
    private readonly options: PlannerPoolOptions,
    private readonly events: PlannerEvents = {},
    /** False: its threads take what they need of a busy core until `yieldToOthers` is called. */
    yields = true,
  ) {
    this.#yields = yields;
    this.#process = this.#fork();
  }

  /** Resolves when the first thread can plan; throws why it cannot. */
  async start(): Promise<void> {
    await this.#add().ready;
  }

  /** Something is served now that must not wait for the threads. */
  yieldToOthers(): void {
    if (this.#yields) return;
    this.#yields = true;
    this.#process.yieldToOthers();
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
    this.#rejectAll(hubError('SHUTTING_DOWN'));
    for (const thread of this.#threads) thread.end();
    await this.#process[Symbol.asyncDispose]();
  }

  #fork(): PlannerProcess {
    return new PlannerProcess(this.graph, this.options.maxThreadMb, this.#yields);
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
    if (!starting && this.#threads.size < this.options.maxThreads) this.#tryAdd();
  }

  get #isIdle(): boolean {
    return TASKS.every((task) => this.#waiting[task].length === 0);
  }

  #rejectAll(error: unknown): void {
    for (let job = this.#take(); job; job = this.#take()) job.reject(error);
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
      if (error instanceof ThreadEnded && error.isWhole && !job.wasInterrupted && !this.#closed) {
        this.#waiting[job.task].unshift({ ...job, wasInterrupted: true });
      } else {
        tell(thread.isEnded ? 'too complex' : 'failed');
        job.reject(error);
      }
      if (thread.isEnded && !this.#closed) {
        job.events.restarted?.();
        if (this.#threads.size === 0) this.#tryAdd();
      }
    }
    this.#next();
  }

  /** Where the system has no memory for a process, who waits is told. */
  #tryAdd(): void {
    try {
      this.#add();
    } catch (error) {
      this.#rejectAll(error);
    }
  }

  #add(): PlannerThread {
    if (this.#process.isEnded) this.#process = this.#fork();
    const thread = new PlannerThread(this.#process, this.options.maxThreadMb, {
      onReady: () => {
        this.#failedStarts = 0;
        this.#next();
      },
      onIdle: () => {
        if (this.#threads.size > 1) thread.end();
      },
      onEnd: (error, wasReady) => {
        this.#threads.delete(thread);
        if (this.#closed) return;
        if (!wasReady) this.#failedStarts++;
        // Another one would hardly fare better: who waits is told, and the next who asks has it tried again.
        if (this.#failedStarts >= MAX_FAILED_STARTS && this.#threads.size === 0) this.#rejectAll(error);
        else this.#next();
      },
    });
    this.#threads.add(thread);
    thread.ready.catch(() => undefined);
    return thread;
  }
}
