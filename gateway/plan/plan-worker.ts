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

/** One at a time. */
export interface PlanQuestion {
  readonly id: number;
  readonly task: PlannerTask;
  readonly input: unknown;
}

export type PlanReply =
  | { readonly id: 'ready' }
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string };

/** Plans and checks over the supergraph that it was started with, until it is ended. */
if (parentPort) {
  const port = parentPort;
  yieldToOthers();
  const { sdl, apiSdl, limits } = workerData as PlannerGraph;
  const plan = createPlanner(sdl);
  const schema = buildSchema(apiSdl, { assumeValid: true, assumeValidSDL: true, noLocation: true });
  const check = (text: string): Verdict => {
    const { document, errors } = checkText(text, schema, limits);
    return { text: document && stripIgnoredCharacters(text), errors: errors.map(tellError) };
  };
  port.on('message', ({ id, task, input }: PlanQuestion) => {
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
