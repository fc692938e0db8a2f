import { operationFromDocument, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { parse } from 'graphql';

export type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';

const CONFIG = { reuseQueryFragments: false };

/** The only importer of the query planner. */
export interface PlannerEngine {
  /** Throws when the operation cannot be planned. `labels`: those of progressive overrides that are on. */
  plan(text: string, operationName: string | undefined, labels: readonly string[]): QueryPlan;
  /** Subgraph names to the enum values that stand for them in the supergraph. */
  readonly graphs: ReadonlyMap<string, string>;
}

/** Throws when `sdl` is no supergraph, or uses a feature that is not known here. */
export function openPlanner(sdl: string): PlannerEngine {
  // It was checked before it was rewritten; a field may be external now though nobody needs it any more.
  const supergraph = Supergraph.build(sdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph: false,
  });
  const planner = new QueryPlanner(supergraph, CONFIG);
  let greedy: QueryPlanner | undefined;
  const schema = supergraph.apiSchema();
  return {
    graphs: supergraph.subgraphNameToGraphEnumValue(),
    plan(text, operationName, labels) {
      const options = operationName === undefined ? {} : { operationName };
      const operation = operationFromDocument(schema, parse(text), options);
      const overrides = { overrideConditions: new Map(labels.map((label) => [label, true])) };
      try {
        return planner.buildQueryPlan(operation, overrides);
      } catch {
        // It compares many plans and sometimes fails in one of them, most often because two fetches would wait for each other.
        greedy ??= new QueryPlanner(supergraph, { ...CONFIG, debug: { maxEvaluatedPlans: 1 } });
        return greedy.buildQueryPlan(operation, overrides);
      }
    },
  };
}
