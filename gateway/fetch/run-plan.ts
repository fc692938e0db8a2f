import { emptyTree, isTree, type Tree } from '../merge/tree.js';
import { type FailedFetch, locateErrors, type Problems } from '../merge/locate-errors.js';
import { mergeInto } from '../merge/merge.js';
import { applyRewrites } from '../merge/rewrites.js';
import type { IsOfType, Operation } from '../operation.js';
import type { FetchStep, Step } from '../plan/steps.js';
import type { Answer } from './answer.js';
import { descend, type Position } from '../merge/positions.js';
import { type Representations, representationsOf } from './representations.js';

/** Asks one subgraph. Throws only when the operation's signal is aborted. */
export type Ask = (
  step: FetchStep,
  variables: Readonly<Record<string, unknown>>,
  operation: Operation,
) => Promise<Answer>;

/** The state of one run: one answer under construction and what went wrong so far. */
export interface Run {
  readonly operation: Operation;
  /** Values of the operation's variables, defaults included; conditions look here. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: Tree;
  readonly problems: Problems;
  readonly ask: Ask;
  readonly isOfType: IsOfType;
}

/** Runs the steps; answers are merged into `run.data` as they land. */
export function runPlan(step: Step, run: Run): Promise<void> {
  return runStep(step, [{ object: run.data, path: [] }], run);
}

async function runStep(step: Step, at: readonly Position[], run: Run): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const next of step.steps) await runStep(next, at, run);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((next) => runStep(next, at, run)));
      return;
    case 'flatten': {
      const below = descend(at, step.path);
      if (below.length > 0) await runStep(step.step, below, run);
      return;
    }
    case 'condition': {
      const chosen = run.variables[step.variable] === true ? step.whenTrue : step.whenFalse;
      if (chosen) await runStep(chosen, at, run);
      return;
    }
    case 'fetch':
      await runFetch(step, at, run);
      return;
    default:
      step satisfies never;
  }
}

async function runFetch(step: FetchStep, at: readonly Position[], run: Run): Promise<void> {
  if (!step.requires) return fetchRoot(step, at, run);
  return fetchEntities(step, representationsOf(at, step.requires, step.inputRewrites, run.isOfType), run);
}

async function fetchRoot(step: FetchStep, at: readonly Position[], run: Run): Promise<void> {
  const answer = await run.ask(step, usedVariables(step, run), run.operation);
  mergeRoot(step, answer, at, run);
}

/** Merges the answer to a fetch that asked for root fields, or an event. */
export function mergeRoot(step: FetchStep, answer: Answer, at: readonly Position[], run: Run): void {
  if (answer.kind === 'failure') {
    run.problems.fetchFailed(failedFetch(step, answer.code, at));
    return;
  }
  if (answer.data) {
    for (const { object } of at) mergeInto(object, rewritten(step, answer.data, run));
  }
  locateErrors(run.problems, step, answer, at);
}

async function fetchEntities(step: FetchStep, { values, positions }: Representations, run: Run): Promise<void> {
  if (values.length === 0) return;
  const answer = await run.ask(step, { ...usedVariables(step, run), representations: values }, run.operation);
  if (answer.kind === 'failure') {
    run.problems.fetchFailed(failedFetch(step, answer.code, positions.flat()));
    return;
  }
  const entities = answer.data?.['_entities'];
  const complete = Array.isArray(entities) && entities.length === values.length;
  // No list at all is an answer too, when there is a reason.
  if (!complete && (answer.errors.length === 0 || (entities !== undefined && entities !== null))) {
    run.problems.fetchFailed(failedFetch(step, 'INVALID_ANSWER', positions.flat()));
  }
  if (complete) {
    entities.forEach((entity: unknown, index) => {
      if (!isTree(entity)) return;
      const fields = rewritten(step, entity, run);
      for (const { object } of positions[index] ?? []) mergeInto(object, fields);
    });
  }
  locateErrors(run.problems, step, answer, positions.flat(), positions);
}

function failedFetch(step: FetchStep, code: FailedFetch['code'], positions: readonly Position[]): FailedFetch {
  return { step, code, positions };
}

function rewritten(step: FetchStep, fields: Tree, run: Run): Tree {
  if (step.outputRewrites.length === 0) return fields;
  const copy = emptyTree();
  mergeInto(copy, fields);
  applyRewrites(step.outputRewrites, copy, run.isOfType);
  return copy;
}

/** The client's own values: a subgraph applies defaults and coercions itself. */
export function usedVariables(step: FetchStep, { operation }: Pick<Run, 'operation'>): Record<string, unknown> {
  const used: Record<string, unknown> = {};
  for (const name of step.variables) {
    if (Object.hasOwn(operation.variables, name)) used[name] = operation.variables[name];
  }
  return used;
}
