import type { FieldNode, GraphQLSchema } from 'graphql';
import { HubError, hubError } from './errors.js';
import { readResult } from './fetch/answer.js';
import { Burst } from './fetch/burst.js';
import { mergeRoot } from './fetch/fetch-node.js';
import { addReaders, type PreparedPlan, preparePlan } from './fetch/prepare-plan.js';
import type { Ask, Run } from './fetch/run.js';
import { runPlan, runRest } from './fetch/run-plan.js';
import { type Merge, mergeBy } from './merge/merge.js';
import { Problems, type ShowError } from './merge/problems.js';
import type { Tracer } from './observe/trace.js';
import type { Operation, Result } from './operation.js';
import { explainPlan } from './plan/explain.js';
import type { PlanCache, PlannedOperation, Prepared } from './plan/plan-cache.js';
import { clientVariable } from './plan/planned-variables.js';
import type { FetchNode } from './plan/steps.js';
import { type Introspection, introspectionOf } from './project/introspection.js';
import { JsonOutput } from './project/json-output.js';
import { type Projection, project } from './project/project.js';
import { rootShape } from './project/shape.js';
import type { GraphTypes } from './supergraph/graph-types.js';
import type { Costs } from './request/cost.js';
import { traced } from './traced.js';

/**
 * Each event of a subscription, an execution result as the owning subgraph sends it. `return` ends it upstream at once;
 * `next` throws a HubError when it ends for another reason than that the department completed it.
 */
export type OpenUpstream = (
  node: FetchNode,
  variables: Readonly<Record<string, unknown>>,
  operation: Operation,
) => AsyncIterator<unknown>;

export interface PipelineParts {
  readonly apiSchema: GraphQLSchema;
  readonly types: GraphTypes;
  readonly plans: PlanCache;
  readonly ask: Ask;
  readonly showError: ShowError;
  /** Watches events of subscriptions as they are completed. */
  readonly tracer?: Tracer | undefined;
  /** JSON of introspection fields, from what is left of the schema by the rules that are met. Throws HubError TOO_COMPLEX or OVERLOADED. */
  readonly introspect: (fields: readonly Introspection[], met: readonly boolean[]) => Promise<readonly string[]>;
  /** What operations cost, and which cost too much. */
  readonly costs: Pick<Costs, 'check' | 'estimate'>;
  /** How long an operation, or the completion of an event, may take. */
  readonly maxOperationMs: number;
}

const NOTHING_LEFT = 'A subscription needs a root field, but its conditions leave none.';

/** From an operation to its answer, or its answers: plan, fetch, merge, project. */
export interface Pipeline {
  /** Queries and mutations. What departments fail to give is in `errors`; throws only when the client has left. */
  execute(operation: Operation): Promise<Result>;
  /** Whether a subscription can run, and all that its events need. */
  prepareStream(operation: Operation): Promise<PreparedStream | Result>;
}

/** A subscription that was planned. */
export interface PreparedStream {
  /** The subscription itself, and the variables with which it is opened. */
  readonly primary: FetchNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Values of fields that are fetched for the gateway itself, in an event that was not completed yet. */
  hidden(event: unknown): ReadonlyMap<string, unknown>;
  /** Completes an event, which is only read if nobody else holds it: it becomes part of the answer. */
  complete(event: unknown, operation: Operation): Promise<Result>;
}

/** What one document needs at run time, made once. */
interface Compiled extends Projection {
  readonly plan: PreparedPlan;
  /** How often it was asked for. */
  uses: number;
  /** Introspection fields of the root. */
  readonly introspections: readonly FieldNode[];
}

/** Many documents come once only: what makes replies faster to read is worked out for those that come again. */
const USED_AGAIN = 2;

const NOT_ASKED: ReadonlyMap<FieldNode, string> = new Map();

export function createPipeline(parts: PipelineParts): Pipeline {
  const { apiSchema, types, plans, costs } = parts;
  const merge: Merge = mergeBy(types);
  const compiled = new WeakMap<PlannedOperation, Compiled>();
  const output = new JsonOutput();
  const compile = (planned: PlannedOperation): Compiled => {
    let known = compiled.get(planned);
    if (!known) {
      const { document, plan } = planned;
      const shape = rootShape({ schema: apiSchema, document, types });
      const introspections = shape.only?.flatMap((field) => (field.kind === 'introspection' ? [field.node] : [])) ?? [];
      known = { plan: preparePlan(plan, types), shape, introspections, output, uses: 0 };
      compiled.set(planned, known);
    }
    return known;
  };
  const use = (planned: PlannedOperation): Compiled => {
    const known = compile(planned);
    if (++known.uses === USED_AGAIN) addReaders(known.plan, planned.plan, known.shape, types);
    return known;
  };
  const begin = (operation: Operation, burst?: Burst): Run => ({
    operation,
    burst,
    data: {},
    deadline: performance.now() + parts.maxOperationMs,
    problems: new Problems(parts.showError),
    ask: parts.ask,
    merge,
    types,
    shared: false,
    collected: new Map(),
  });
  const introspect = async ({ planned, variables }: Prepared): Promise<ReadonlyMap<FieldNode, string>> => {
    const { introspections } = compile(planned);
    const fields = introspections.map((node) => introspectionOf(node, planned.document, variables));
    const texts = await parts.introspect(fields, planned.met);
    return new Map(introspections.map((node, index) => [node, texts[index] ?? 'null']));
  };
  const finish = (run: Run, planned: PlannedOperation, introspected: ReadonlyMap<FieldNode, string>): Result => {
    const step = run.operation.trace?.step('project');
    const { result, objects } = project(compile(planned), {
      ...run,
      introspected,
      reference: run.operation.requestId,
    });
    if (run.operation.tally) run.operation.tally.objects += objects;
    step?.end('ok');
    return planned.denied.length > 0 ? { ...result, errors: [...planned.denied, ...result.errors] } : result;
  };
  const prepare = async (operation: Operation): ReturnType<PlanCache['prepare']> => {
    const step = operation.trace?.step('plan');
    const prepared = await plans.prepare(operation);
    step?.end('errors' in prepared ? (prepared.errors[0]?.code ?? 'INTERNAL') : 'ok');
    return prepared;
  };

  const prepareStream = async (operation: Operation): Promise<PreparedStream | Result> => {
    const tooCostly = costs.check(operation);
    if (tooCostly) return { data: undefined, errors: [tooCostly] };
    const prepared = await plans.prepare(operation);
    if ('errors' in prepared) return { data: undefined, errors: prepared.errors };
    const { planned } = prepared;
    const [primary] = planned.plan.nodes;
    if (!primary && planned.denied.length > 0) return { data: undefined, errors: planned.denied };
    if (!primary) return { data: undefined, errors: [hubError('BAD_USER_INPUT', NOTHING_LEFT, { status: 400 })] };
    if (planned.plan.kind === 'once' || primary.kind !== 'subscription') {
      return { data: undefined, errors: [hubError('NOT_PLANNABLE', undefined, { reference: operation.requestId })] };
    }
    const burst = new Burst();
    return {
      primary,
      variables: usedVariables(primary, operation.variables),
      hidden: (event) => hiddenValues(event, primary, planned.document.hidden),
      complete: (event, live) =>
        traced(parts.tracer, live, async (watched) => {
          const projection = use(planned);
          const run = begin(watched, burst);
          const [root] = primary.parts;
          if (root?.kind === 'root') mergeRoot(primary.subgraph, root, readResult(event), run);
          await runRest(projection.plan, run);
          return finish(run, planned, NOT_ASKED);
        }),
    };
  };

  return {
    async execute(operation) {
      const tooCostly = costs.check(operation);
      if (tooCostly) return { data: undefined, errors: [tooCostly] };
      const prepared = await prepare(operation);
      if ('errors' in prepared) return { data: undefined, errors: prepared.errors };
      const { planned } = prepared;
      if (planned.plan.kind === 'stream') throw new Error('subscriptions are not executed once');
      const projection = use(planned);
      const tally = operation.tally ?? { calls: 0, objects: 0 };
      const run = begin({ ...operation, tally });
      let introspected = NOT_ASKED;
      if (projection.introspections.length > 0) {
        try {
          introspected = await introspect(prepared);
        } catch (error) {
          if (error instanceof HubError) return { data: undefined, errors: [error] };
          throw error;
        }
      }
      if (projection.plan.nodes.length > 0) await runPlan(projection.plan, run);
      const result = finish(run, planned, introspected);
      if (operation.explain !== true) return result;
      const cost = { estimated: costs.estimate(operation), objects: tally.objects };
      return { ...result, extensions: { ...result.extensions, explain: explainPlan(planned.plan), cost } };
    },

    prepareStream,
  };
}

function hiddenValues(event: unknown, { parts: [root] }: FetchNode, names: ReadonlyMap<string, string>) {
  const values = new Map<string, unknown>();
  if (root?.kind !== 'root' || names.size === 0) return values;
  const data = (event as { data?: Record<string, unknown> | null }).data?.[root.names[0] ?? ''];
  if (typeof data !== 'object' || data === null) return values;
  for (const [field, name] of names) values.set(field, (data as Record<string, unknown>)[name]);
  return values;
}

/** The client's own values under the names that the subgraph's operation has. */
function usedVariables({ request }: FetchNode, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const used: Record<string, unknown> = {};
  for (const name of request.variables) {
    const own = clientVariable(name);
    if (Object.hasOwn(values, own)) used[name] = values[own];
  }
  return used;
}
