import { type GraphQLSchema, Kind } from 'graphql';
import type { GatewayConfig } from './config.js';
import type { Ask } from './fetch/run.js';
import type { ShowError } from './merge/problems.js';
import type { Logger } from './observe/logger.js';
import type { Metrics } from './observe/metrics.js';
import type { Tracer } from './observe/trace.js';
import type { Operation, Result } from './operation.js';
import { createPipeline, type Pipeline } from './pipeline.js';
import { PlanCache, type Wanted } from './plan/plan-cache.js';
import { PlannerPool } from './plan/planner-pool.js';
import { ApolloFront } from './request/apollo-server.js';
import type { ClaimsOf } from './permission/claims.js';
import type { HowToApply } from './permission/denials.js';
import { Permissions } from './permission/permissions.js';
import { Costs } from './request/cost.js';
import { Documents } from './request/documents.js';
import type { LoadedSupergraph } from './supergraph/load.js';
import { checkPlannable } from './supergraph/plannable/check-plannable.js';
import type { Unplannable } from './supergraph/plannable/unplannable.js';
import { SupergraphError } from './supergraph/supergraph-error.js';

export interface GenerationParts {
  readonly config: Pick<
    GatewayConfig,
    'costs' | 'limits' | 'planning' | 'overrideLabels' | 'maxPlans' | 'maxOperationMs'
  >;
  readonly ask: Ask;
  readonly claimsOf: ClaimsOf;
  readonly howToApply: HowToApply;
  readonly showError: ShowError;
  readonly tracer: Tracer | undefined;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Queries and mutations over HTTP, with what is around every execution. */
  readonly around: (pipeline: Pipeline) => (operation: Operation) => Promise<Result>;
}

/** A generation ends so long after its successor came, at least: what was accepted before can still begin. */
const FAREWELL_MS = 1000;

/** All that depends on one supergraph. A new supergraph gets a new one; the old one ends with its last operation. */
export class Generation implements AsyncDisposable {
  #running = 0;
  #idle: (() => void) | undefined;

  private constructor(
    readonly loaded: LoadedSupergraph,
    readonly documents: Documents,
    readonly plans: PlanCache,
    readonly pipeline: Pipeline,
    readonly apollo: ApolloFront,
    private readonly planners: PlannerPool,
    private readonly check: (signal: AbortSignal) => Promise<Unplannable>,
    private readonly resources: AsyncDisposableStack,
  ) {}

  /**
   * `isFirst`: nothing is served yet that would have to wait, until `yieldToOthers` is called. Throws SupergraphError when the
   * supergraph cannot be planned.
   */
  static async open(loaded: LoadedSupergraph, isFirst: boolean, parts: GenerationParts): Promise<Generation> {
    const { config, metrics, log } = parts;
    const { apiSchema, types, requirements, sdl } = loaded;
    await using resources = new AsyncDisposableStack();
    const planners = resources.use(
      new PlannerPool(
        {
          sdl,
          apiSdl: loaded.apiSdl,
          types: loaded.typeFacts,
          requirements: loaded.requirementFacts,
          limits: config.limits,
        },
        config.planning,
        {
          done: (task, outcome, seconds) => metrics.inThread(task, outcome, seconds),
          restarted: () => metrics.plannerRestarted(),
        },
        !isFirst,
      ),
    );
    await planners.start().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SupergraphError(`The supergraph cannot be planned: ${reason}`);
    });
    const labels = config.overrideLabels.toSorted();
    const plans = new PlanCache({
      apiSchema,
      types,
      permissions: new Permissions(apiSchema, requirements),
      claimsOf: parts.claimsOf,
      ownersOf: loaded.ownersOf,
      howToApply: parts.howToApply,
      plan: (input) => planners.plan(input),
      variableLimits: config.limits,
      maxPlans: config.maxPlans,
      refuseMs: config.planning.refuseMs,
      labels,
      onLookup: (found) => metrics.planLookup(found),
      onFailure: (error, { requestId }) => log.error({ requestId, err: error }, 'an operation could not be planned'),
    });
    const { ask, showError, tracer } = parts;
    const { maxOperationMs } = config;
    const costs = new Costs(apiSchema, loaded.costs, config.costs);
    const pipeline = createPipeline({
      apiSchema,
      types,
      plans,
      costs,
      introspect: (fields, met) => planners.introspect(fields, met),
      ask,
      maxOperationMs,
      showError,
      tracer,
    });
    const documents = new Documents({
      schema: apiSchema,
      limits: config.limits,
      checkApart: (text) => planners.check(text),
      refuseMs: config.planning.refuseMs,
      onFailure: (error) => log.error({ err: error }, 'a document could not be checked'),
    });
    const apollo = resources.use(
      new ApolloFront({
        apiSchema,
        supergraphSdl: sdl,
        documents,
        execute: parts.around(pipeline),
        log,
      }),
    );
    await apollo.start();
    const check = (signal: AbortSignal) => checkPlannable(loaded, planners, labels, config.planning.check, signal);
    return new Generation(loaded, documents, plans, pipeline, apollo, planners, check, resources.move());
  }

  /** Which fields cannot be planned. */
  checkPlannable(signal: AbortSignal): Promise<Unplannable> {
    return this.check(signal);
  }

  yieldToOthers(): void {
    this.planners.yieldToOthers();
  }

  get apiSchema(): GraphQLSchema {
    return this.loaded.apiSchema;
  }

  /** The generation does not end while this runs. */
  async use<T>(task: (generation: Generation) => Promise<T>): Promise<T> {
    this.#running++;
    try {
      return await task(this);
    } finally {
      this.#running--;
      if (this.#running === 0) this.#idle?.();
    }
  }

  /** Plans what is likely to be asked, so that the first to ask need not wait; for at most `maxMs`. Answers how many. */
  async warm(likely: AsyncIterable<Wanted> | Iterable<Wanted>, maxMs: number): Promise<number> {
    const until = performance.now() + maxMs;
    let warmed = 0;
    for await (const wanted of likely) {
      if (performance.now() > until) break;
      if (!(await this.fits(wanted))) continue;
      if (await this.plans.warm(wanted)) warmed++;
    }
    return warmed;
  }

  /** Whether a document, perhaps of the generation before, may run. */
  async fits({ document }: Pick<Wanted, 'document'>): Promise<boolean> {
    return (await this.documents.check(document)).length === 0;
  }

  /** The operations of documents that are asked by their texts; what does not fit the schema is told to `onInvalid`. */
  async *operationsOf(texts: Iterable<string>, onInvalid: (text: string) => void): AsyncIterable<Wanted> {
    for (const text of texts) {
      const { document, key: documentKey, errors } = await this.documents.read(text);
      if (errors.length > 0) {
        onInvalid(text);
        continue;
      }
      const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
      for (const { name } of operations) {
        const operationName = operations.length > 1 ? name?.value : undefined;
        yield { document, documentKey, operationName, variables: {} };
      }
    }
  }

  /** Ends when nothing of it runs any more. */
  async retire(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref());
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    await this[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.resources.disposeAsync();
  }
}
