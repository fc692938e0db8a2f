import { parentPort, workerData } from 'node:worker_threads';
import { buildSchema, stripIgnoredCharacters } from 'graphql';
import { checkText, type TextLimits } from '../request/check-document.js';
import type { Verdict } from '../request/documents.js';
import { tellError } from '../request/told-errors.js';
import { requirementsOf, type RequirementFacts } from '../permission/requirements.js';
import { VisibleSchemas } from '../permission/visible-schema.js';
import { introspect, type Introspection } from '../project/introspection.js';
import { type GraphTypeFacts, graphTypes } from '../supergraph/graph-types.js';
import { createPlanner, type PlannerInput } from './planner.js';
import type { Plan } from './steps.js';

/** What the thread is started with. */
export interface PlannerGraph {
  readonly sdl: string;
  /** The schema that clients see; it is valid. */
  readonly apiSdl: string;
  readonly types: GraphTypeFacts;
  readonly requirements: RequirementFacts;
  readonly limits: TextLimits;
}

/** What the thread can be asked, by kind: what it is given, and what it answers. */
export interface PlannerTasks {
  readonly plan: { readonly input: PlannerInput; readonly output: Plan };
  /** The input is the text of a document. */
  readonly check: { readonly input: string; readonly output: Verdict };
  /** Answers with the JSON of each field. */
  readonly introspect: {
    readonly input: { readonly fields: readonly Introspection[]; readonly met: readonly boolean[] };
    readonly output: readonly string[];
  };
}

export type PlannerTask = keyof PlannerTasks;

/** What the thread is asked, one at a time. */
export type PlanQuestion = {
  readonly [Task in PlannerTask]: {
    readonly id: number;
    readonly task: Task;
    readonly input: PlannerTasks[Task]['input'];
  };
}[PlannerTask];

export type PlanReply =
  | { readonly id: 'ready' }
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string };

/** Plans, checks and introspects over the supergraph that it was started with, until it is ended. */
if (parentPort) {
  const port = parentPort;
  const { sdl, apiSdl, types, requirements, limits } = workerData as PlannerGraph;
  const schema = buildSchema(apiSdl, { assumeValid: true, assumeValidSDL: true, noLocation: true });
  const plan = createPlanner(sdl, { schema, types: graphTypes(types) });
  const check = (text: string): Verdict => {
    const { document, errors } = checkText(text, schema, limits);
    return { text: document && stripIgnoredCharacters(text), errors: errors.map(tellError) };
  };
  const visible = new VisibleSchemas(schema, requirementsOf(requirements));
  const answer = (question: PlanQuestion): unknown => {
    if (question.task === 'plan') return plan(question.input);
    if (question.task === 'check') return check(question.input);
    const { fields, met } = question.input;
    const shown = visible.of(met);
    return fields.map((field) => (shown ? introspect(field, shown) : 'null'));
  };
  port.on('message', (question: PlanQuestion) => {
    const { id } = question;
    let reply: PlanReply;
    try {
      reply = { id, output: answer(question) };
    } catch (error) {
      reply = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    port.postMessage(reply);
  });
  port.postMessage({ id: 'ready' } satisfies PlanReply);
}
