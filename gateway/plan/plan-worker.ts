import { parentPort, workerData } from 'node:worker_threads';
import { buildSchema, stripIgnoredCharacters } from 'graphql';
import { yieldToOthers } from '#lib/yield-to-others';
import { checkText, type TextLimits } from '../request/check-document.js';
import type { Verdict } from '../request/documents.js';
import { tellError } from '../request/told-errors.js';
import { createPlanner, type PlannerInput } from './planner.js';
import type { Plan } from './steps.js';

/** What the thread is started with. */
export interface PlannerGraph {
  readonly sdl: string;
  /** The schema that clients see; it is valid. */
  readonly apiSdl: string;
  readonly limits: TextLimits;
}

/** What the thread can be asked, by kind: what it is given, and what it answers. */
export interface PlannerTasks {
  readonly plan: { readonly input: PlannerInput; readonly output: Plan };
  /** The input is the text of a document. */
  readonly check: { readonly input: string; readonly output: Verdict };
}

export type PlannerTask = keyof PlannerTasks;

/** What the thread is given. */
export interface PlanWorkerData extends PlannerGraph {
  /** Whether it leaves a busy core to others from the beginning. */
  readonly yields: boolean;
}

/** What the thread is asked, one at a time. */
export type PlanQuestion =
  { readonly id: number; readonly task: PlannerTask; readonly input: unknown } | { readonly id: 'yield' };

export type PlanReply =
  | { readonly id: 'ready' }
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string };

/** Plans and checks over the supergraph that it was started with, until it is ended. */
if (parentPort) {
  const port = parentPort;
  const { sdl, apiSdl, limits, yields } = workerData as PlanWorkerData;
  if (yields) yieldToOthers();
  const plan = createPlanner(sdl);
  const schema = buildSchema(apiSdl, { assumeValid: true, assumeValidSDL: true, noLocation: true });
  const check = (text: string): Verdict => {
    const { document, errors } = checkText(text, schema, limits);
    return { text: document && stripIgnoredCharacters(text), errors: errors.map(tellError) };
  };
  port.on('message', (question: PlanQuestion) => {
    if (question.id === 'yield') return yieldToOthers();
    const { id, task, input } = question;
    let reply: PlanReply;
    try {
      reply = { id, output: task === 'plan' ? plan(input as PlannerInput) : check(input as string) };
    } catch (error) {
      reply = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    port.postMessage(reply);
  });
  port.postMessage({ id: 'ready' } satisfies PlanReply);
}
