import type { FetchNode as PlannedFetch, PlanNode, QueryPlan, QueryPlanSelectionNode } from './query-planner.js';
import { Kind, type OperationDefinitionNode, parse, visit } from 'graphql';
import { type Draft, entitiesField } from './draft.js';
import { mergeFetches } from './merge-fetches.js';
import type { FixedField, RequiredArguments } from './required-arguments.js';
import { splitConflicts } from './split-conflicts.js';
import type { ContextValue, Path, PathElement, Plan, Rewrite, Selection } from './steps.js';

/** What was changed in the supergraph before it was planned. */
export interface PlannedSupergraph {
  readonly required: RequiredArguments;
  /** Names of the planned graphs to the enum values that stand for them. */
  readonly graphs: ReadonlyMap<string, string>;
  /** The subgraph that serves a planned graph. */
  readonly nameOf: (graph: string) => string;
}

/** From the planner's tree to requests that wait for each other. */
export function compilePlan({ node }: QueryPlan, { required, graphs, nameOf }: PlannedSupergraph): Plan {
  const drafts: Draft[] = [];
  const add = (fetch: PlannedFetch, at: Path, after: ReadonlySet<Draft>): ReadonlySet<Draft> => {
    const made = splitConflicts(
      draft(fetch, nameOf(fetch.serviceName), at, after, required.fixed),
      required,
      graphs.get(fetch.serviceName) ?? '',
    );
    drafts.push(...made);
    return new Set(made);
  };
  /** Adds what is below `planned`; answers what must be done for it to be done. */
  const walk = (planned: PlanNode, at: Path, after: ReadonlySet<Draft>): ReadonlySet<Draft> => {
    switch (planned.kind) {
      case 'Sequence': {
        let last = after;
        for (const next of planned.nodes) {
          const done = walk(next, at, last);
          if (done.size > 0) last = done;
        }
        return last;
      }
      case 'Parallel':
        return new Set(planned.nodes.flatMap((next) => [...walk(next, at, after)]));
      case 'Flatten':
        return walk(planned.node, [...at, ...planned.path.flatMap(toElements)], after);
      case 'Fetch':
        return add(planned, at, after);
      case 'Condition':
      case 'Defer':
        throw new Error(`a plan has a ${planned.kind} though conditions are resolved before and nothing is deferred`);
      default:
        return planned satisfies never;
    }
  };
  if (node?.kind === 'Subscription') {
    const primary = add(node.primary, [], new Set());
    if (node.rest) walk(node.rest, [], primary);
    return { kind: 'stream', nodes: mergeFetches(drafts) };
  }
  if (node) walk(node, [], new Set());
  return { kind: 'once', nodes: mergeFetches(drafts) };
}

function draft(
  fetch: PlannedFetch,
  subgraph: string,
  at: Path,
  after: ReadonlySet<Draft>,
  fixed: RequiredArguments['fixed'],
): Draft {
  const operation = withFixedFields(operationOf(fetch.operation), fixed);
  return {
    subgraph,
    kind: fetch.operationKind,
    operation,
    after,
    at,
    outputRewrites: (fetch.outputRewrites ?? []).map(toRewrite),
    entities: fetch.requires && {
      selectionSet: entitiesField(operation).selectionSet,
      requires: fetch.requires.map((selection) => toSelection(selection, fixed)),
      inputRewrites: (fetch.inputRewrites ?? []).map(toRewrite),
      context: (fetch.contextRewrites ?? []).map(toContextValue),
    },
  };
}

function operationOf(text: string): OperationDefinitionNode {
  const [operation, ...more] = parse(text, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || more.length > 0) throw new Error('a fetch is not one operation');
  return operation;
}

/** Turns the names that stand for fields with fixed arguments back: `price__required_0: price(currency: "EUR")`. */
function withFixedFields(
  operation: OperationDefinitionNode,
  fixed: ReadonlyMap<string, FixedField>,
): OperationDefinitionNode {
  if (fixed.size === 0) return operation;
  return visit(operation, {
    Field(node) {
      const field = fixed.get(node.name.value);
      if (!field) return undefined;
      const [real] = operationOf(`{${field.name}${field.args}}`).selectionSet.selections;
      return { ...node, ...real, alias: node.alias ?? node.name, selectionSet: node.selectionSet };
    },
  });
}

/** `friends`, `@`, `@|[Book,Tool]`: a name or each item of a list, and then only certain types. */
function toElements(element: string | number): PathElement[] {
  const [name = '', list] = String(element).split('|');
  const types = list?.slice(1, -1).split(',');
  return name === '' && types === undefined ? [] : [{ name, types }];
}

function toSelection(node: QueryPlanSelectionNode, fixed: RequiredArguments['fixed']): Selection {
  const selections = node.selections?.map((inner) => toSelection(inner, fixed));
  if (node.kind === 'InlineFragment') return { kind: 'fragment', on: node.typeCondition, selections: selections ?? [] };
  return { kind: 'field', name: node.alias ?? node.name, as: fixed.get(node.name)?.name ?? node.name, selections };
}

function toRewrite(rewrite: NonNullable<PlannedFetch['inputRewrites']>[number]): Rewrite {
  return rewrite.kind === 'ValueSetter'
    ? { kind: 'set', path: rewrite.path, value: rewrite.setValueTo }
    : { kind: 'rename', path: rewrite.path, to: rewrite.renameKeyTo };
}

function toContextValue({ path, renameKeyTo }: { path: readonly string[]; renameKeyTo: string }): ContextValue {
  const up = path.findLastIndex((element) => element === '..') + 1;
  return { variable: renameKeyTo, up, path: path.slice(up) };
}
