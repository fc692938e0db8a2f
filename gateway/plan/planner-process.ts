import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { forkApart } from '../fork-apart.js';
import type { PlannerGraph, PlanQuestion, PlanReply } from './plan-worker.js';
import type { HostQuestion, HostReply } from './planner-host.js';

/** Why a thread ended. */
export class ThreadEnded extends Error {
  constructor(
    message: string,
    readonly code: string | undefined,
    /** Whether the whole process ended, and not because of what this thread did. */
    readonly isWhole: boolean,
  ) {
    super(message);
  }
}

/** Hears of one thread. */
export interface ThreadListener {
  readonly onReply: (reply: PlanReply) => void;
  readonly onEnded: (error: ThreadEnded) => void;
}

/** A thread in the planner's process. */
export interface RemoteThread {
  ask(question: PlanQuestion): void;
  end(): void;
}

/** Ending a thread takes no longer (ms), since nothing else is done where that is heard: a process that does not is stopped, and is ended itself. */
const END_MS = 5000;

/** The process in which the threads of one planner pool run. It ends with the gateway, however that ends. */
export class PlannerProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;
  readonly #listeners = new Map<number, ThreadListener>();
  readonly #ending = new Map<number, NodeJS.Timeout>();
  #threads = 0;
  #ended = false;

  /** `maxThreadMb`: memory of a thread. `yields`: whether it leaves a busy core to others from the beginning. */
  constructor(graph: PlannerGraph, maxThreadMb: number, yields: boolean) {
    this.#child = forkApart('plan/planner-host.js', yields ? 'from the beginning' : 'once told');
    this.#exit = once(this.#child, 'exit').catch(() => undefined);
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.on('exit', () => this.#end('the planner process ended'));
    this.#child.on('message', (reply: HostReply) => this.#hear(reply));
    this.#tell({ kind: 'graph', graph, maxThreadMb });
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  start(listener: ThreadListener): RemoteThread {
    const thread = this.#threads++;
    this.#listeners.set(thread, listener);
    this.#tell({ kind: 'start', thread });
    return {
      ask: (question) => this.#tell({ kind: 'ask', thread, question }),
      end: () => this.#endThread(thread),
    };
  }

  yieldToOthers(): void {
    this.#tell({ kind: 'yield' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) {
      this.#child.ref();
      this.#child.kill('SIGKILL');
    }
    await this.#exit;
  }

  #tell(question: HostQuestion): void {
    // Whoever waits hears that it ended.
    if (this.#child.connected) this.#child.send(question, () => undefined);
  }

  #endThread(thread: number): void {
    if (!this.#listeners.has(thread) || this.#ending.has(thread)) return;
    this.#tell({ kind: 'end', thread });
    this.#ending.set(thread, setTimeout(() => this.#child.kill('SIGKILL'), END_MS).unref());
  }

  #hear(reply: HostReply): void {
    const listener = this.#listeners.get(reply.thread);
    if ('reply' in reply) return listener?.onReply(reply.reply);
    this.#listeners.delete(reply.thread);
    clearTimeout(this.#ending.get(reply.thread));
    this.#ending.delete(reply.thread);
    listener?.onEnded(new ThreadEnded(reply.ended.message, reply.ended.code, false));
  }

  #end(message: string): void {
    if (this.#ended) return;
    this.#ended = true;
    const listeners = [...this.#listeners.values()];
    this.#listeners.clear();
    for (const timer of this.#ending.values()) clearTimeout(timer);
    this.#ending.clear();
    for (const { onEnded } of listeners) onEnded(new ThreadEnded(message, undefined, true));
  }
}
