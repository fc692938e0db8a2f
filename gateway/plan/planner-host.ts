import { Worker } from 'node:worker_threads';
import { yieldToOthers } from '#lib/yield-to-others';
import { endWithParent } from '../fork-apart.js';
import type { PlannerGraph, PlanQuestion, PlanReply } from './plan-worker.js';

/** What the gateway tells the planner's process: first the graph, then what its threads are to do. */
export type HostQuestion =
  | { readonly kind: 'graph'; readonly graph: PlannerGraph; readonly maxThreadMb: number }
  | { readonly kind: 'start' | 'end'; readonly thread: number }
  | { readonly kind: 'ask'; readonly thread: number; readonly question: PlanQuestion }
  | { readonly kind: 'yield' };

/** What a thread answered, or that it ended, and why if not because it was to. */
export type HostReply = { readonly thread: number } & (
  { readonly reply: PlanReply } | { readonly ended: { readonly code?: string | undefined; readonly message: string } }
);

/** Small enough for a core's cache: planning is a third faster than with 48 MB, and takes less (bench/README.md). */
const YOUNG_MB = 12;

/** Runs the planner's threads for the gateway that started it, and ends when that one does. */
function main(): void {
  const threads = new Map<number, Worker>();
  let given: Extract<HostQuestion, { readonly kind: 'graph' }> | undefined;
  const tell = (reply: HostReply) => process.send?.(reply, undefined, undefined, () => undefined);

  const start = (thread: number) => {
    const worker = new Worker(new URL('plan-worker.js', import.meta.url), {
      workerData: given?.graph,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: given?.maxThreadMb },
    });
    threads.set(thread, worker);
    let ended = { code: undefined as string | undefined, message: 'a planner thread ended' };
    worker.on('message', (reply: PlanReply) => tell({ thread, reply }));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      ended = { code: error.code, message: error.message };
    });
    worker.on('exit', () => {
      threads.delete(thread);
      tell({ thread, ended });
    });
  };

  endWithParent();
  process.on('message', (told: HostQuestion) => {
    switch (told.kind) {
      case 'graph':
        given = told;
        return;
      case 'yield':
        return yieldToOthers();
      case 'start':
        return start(told.thread);
      case 'end':
        void threads.get(told.thread)?.terminate();
        return;
      case 'ask':
        threads.get(told.thread)?.postMessage(told.question);
    }
  });
}

main();
