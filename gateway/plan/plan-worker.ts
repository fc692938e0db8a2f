import { parentPort, workerData } from 'node:worker_threads';
import { yieldToOthers } from '#lib/yield-to-others';
import { createPlanner, type PlannerInput } from './planner.js';
import type { Plan } from './steps.js';

/** What the thread is given. */
export interface PlanWorkerData {
  readonly sdl: string;
  /** Whether it leaves a busy core to others from the beginning. */
  readonly yields: boolean;
}

/** What the thread is asked, one at a time. */
export type PlanQuestion = (PlannerInput & { readonly id: number }) | { readonly id: 'yield' };

export type PlanReply =
  | { readonly id: 'ready' }
  | { readonly id: number; readonly plan: Plan }
  | { readonly id: number; readonly error: string };

/** Plans over the supergraph that it was started with, until it is ended. */
if (parentPort) {
  const port = parentPort;
  const { sdl, yields } = workerData as PlanWorkerData;
  if (yields) yieldToOthers();
  const plan = createPlanner(sdl);
  port.on('message', (question: PlanQuestion) => {
    if (question.id === 'yield') return yieldToOthers();
    let reply: PlanReply;
    try {
      reply = { id: question.id, plan: plan(question) };
    } catch (error) {
      reply = { id: question.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    port.postMessage(reply);
  });
  port.postMessage({ id: 'ready' } satisfies PlanReply);
}
