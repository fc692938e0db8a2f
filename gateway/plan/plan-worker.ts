import { parentPort, workerData } from 'node:worker_threads';
import { yieldToOthers } from '#lib/yield-to-others';
import { createPlanner, type PlannerInput } from './planner.js';
import type { Plan } from './steps.js';

/** What the thread is asked, one at a time. */
export type PlanQuestion = PlannerInput & { readonly id: number };

export type PlanReply =
  | { readonly id: 'ready' }
  | { readonly id: number; readonly plan: Plan }
  | { readonly id: number; readonly error: string };

/** Plans over the supergraph that it was started with, until it is ended. */
if (parentPort) {
  const port = parentPort;
  yieldToOthers();
  const plan = createPlanner((workerData as { sdl: string }).sdl);
  port.on('message', (question: PlanQuestion) => {
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
