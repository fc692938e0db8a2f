import { parse, print } from 'graphql';
import { compilePlan } from './compile.js';
import { type PlannerSchema, plannerText } from './planner-text.js';
import { openPlanner } from './query-planner.js';
import { withoutChains } from './required-chains.js';
import { withoutRequiredArguments } from './required-arguments.js';
import type { Plan } from './steps.js';

/** What is planned: an operation with conditions resolved and each field that could be mistaken under a name of its own. */
export interface PlannerInput {
  readonly text: string;
  readonly operationName: string | undefined;
  /** Labels of progressive overrides that are on. */
  readonly labels: readonly string[];
}

/** Throws when the operation cannot be planned. Synchronous; may take seconds for a hostile document. */
export type Planner = (input: PlannerInput) => Plan;

/** A planner over one supergraph whose plans are ours. */
export function createPlanner(sdl: string, schema: PlannerSchema): Planner {
  const { document, standIns } = withoutChains(parse(sdl));
  const required = withoutRequiredArguments(document);
  const { plan, graphs } = openPlanner(print(required.document));
  const nameOf = (service: string) => standIns.get(service) ?? service;
  return ({ text, operationName, labels }) =>
    compilePlan(plan(plannerText(text, schema), operationName, labels), { required, graphs, nameOf });
}
