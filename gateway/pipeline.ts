import { type ExecutionResult, getOperationAST, getVariableValues, type GraphQLSchema } from 'graphql';
import { hubError } from './errors.js';
import { readResult } from './fetch/answer.js';
import { type Ask, mergeRoot, type Run, runPlan, usedVariables } from './fetch/run-plan.js';
import { Problems, type ShowError } from './merge/locate-errors.js';
import { emptyTree } from './merge/tree.js';
import type { IsOfType, Operation, ResponseNames } from './operation.js';
import type { PlanOperation } from './plan/plan-cache.js';
import type { FetchStep, Step } from './plan/steps.js';
import { project } from './project/project.js';

/**
 * Each event of a subscription, an execution result as the owning subgraph sends it. `return` ends it upstream at once;
 * `next` throws a HubError when it ends for another reason than that the department completed it.
 */
export type OpenUpstream = (
  step: FetchStep,
  variables: Readonly<Record<string, unknown>>,
  operation: Operation,
) => AsyncIterator<unknown>;

export interface PipelineParts {
  readonly apiSchema: GraphQLSchema;
  readonly isOfType: IsOfType;
  readonly names: ResponseNames;
  readonly plan: PlanOperation;
  readonly ask: Ask;
  readonly openUpstream: OpenUpstream;
  readonly showError: ShowError;
}

/** A stream of answers. `return` ends it at once, also while no event comes. */
export type Answers = AsyncIterableIterator<ExecutionResult, undefined, undefined>;

/** From an operation to its answer, or its answers: plan, fetch, merge, project. */
export interface Pipeline {
  /** Queries and mutations. What departments fail to give is in `errors`; throws only when the client has left. */
  execute(operation: Operation): Promise<ExecutionResult>;
  /**
   * Subscriptions. A result instead of a stream says why none could be opened. The stream throws a HubError when it
   * ends for another reason than that the department completed it.
   */
  subscribe(operation: Operation): Promise<Answers | ExecutionResult>;
}

export function createPipeline(parts: PipelineParts): Pipeline {
  const begin = (operation: Operation, variables: Run['variables']): Run => ({
    operation,
    variables,
    data: emptyTree(),
    problems: new Problems(operation.requestId, parts.showError, parts.names),
    ask: parts.ask,
    isOfType: parts.isOfType,
  });
  const finish = ({ operation, data, problems }: Run) =>
    project(operation, parts.apiSchema, data, problems, parts.names);

  return {
    async execute(operation) {
      const prepared = await prepare(parts, operation);
      if ('errors' in prepared) return prepared;
      const { plan, variables } = prepared;
      if (plan.kind === 'stream') throw new Error('subscriptions are not executed once');
      const run = begin(operation, variables);
      if (plan.step) await runPlan(plan.step, run);
      return finish(run);
    },

    async subscribe(operation) {
      const prepared = await prepare(parts, operation);
      if ('errors' in prepared) return prepared;
      const { plan, variables } = prepared;
      if (plan.kind === 'once')
        return { errors: [hubError('NOT_PLANNABLE', undefined, { reference: operation.requestId })] };
      const { primary, rest } = plan;
      const events = parts.openUpstream(primary, usedVariables(primary, { operation }), operation);
      const left = new AbortController();
      const live = { ...operation, signal: AbortSignal.any([operation.signal, left.signal]) };
      return mapStream(events, left, async (event) => {
        const run = begin(live, variables);
        await completeEvent(primary, event, rest, run);
        return finish(run);
      });
    },
  };
}

/** The event is only read: each listener gets its own tree. */
async function completeEvent(primary: FetchStep, event: unknown, rest: Step | undefined, run: Run): Promise<void> {
  mergeRoot(primary, readResult(event), [{ object: run.data, path: [] }], run);
  if (rest) await runPlan(rest, run);
}

async function prepare({ apiSchema, plan }: PipelineParts, operation: Operation) {
  const definition = getOperationAST(operation.document, operation.operationName);
  if (!definition) return { errors: [hubError('OPERATION_RESOLUTION_FAILURE')] };
  const { coerced, errors } = getVariableValues(apiSchema, definition.variableDefinitions ?? [], operation.variables, {
    maxErrors: 10,
  });
  if (errors) return { errors: errors.map(({ message }) => hubError('BAD_USER_INPUT', message, { status: 400 })) };
  try {
    return { plan: await plan(operation), variables: coerced };
  } catch (error) {
    return {
      errors: [
        error instanceof Error && 'code' in error ? (error as ReturnType<typeof hubError>) : hubError('NOT_PLANNABLE'),
      ],
    };
  }
}

/** Like a generator over `events`, but `return` waits neither for the event that is awaited nor for its completion. */
function mapStream(
  events: AsyncIterator<unknown>,
  left: AbortController,
  complete: (event: unknown) => Promise<ExecutionResult>,
): Answers {
  return {
    async next() {
      try {
        const event = await events.next();
        if (event.done !== true) return { done: false, value: await complete(event.value) };
      } catch (error) {
        if (!left.signal.aborted) throw error;
      }
      return { done: true, value: undefined };
    },
    async return() {
      left.abort();
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
