import { operationFromDocument, type Supergraph } from '@apollo/federation-internals';
import { type FetchNode, type PlanNode, QueryPlanner, type QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, parse, type SelectionSetNode, visit } from 'graphql';
import type { ResponseNames } from '../operation.js';
import type { FetchStep, Plan, Rewrite, Selection, Step } from './steps.js';

/** Plans one operation. Throws when the operation cannot be planned. */
export type Planner = (document: DocumentNode, operationName: string | undefined) => Plan;

/** Makes a planner over one supergraph. Planning is synchronous and costs milliseconds: cache what it answers. */
export function createPlanner(supergraph: Supergraph, names: ResponseNames): Planner {
  const planner = new QueryPlanner(supergraph);
  const schema = supergraph.apiSchema();
  return (document, operationName) => {
    const options = operationName === undefined ? {} : { operationName };
    const { node } = planner.buildQueryPlan(operationFromDocument(schema, withPlannedNames(document, names), options));
    if (node?.kind === 'Subscription') {
      return { kind: 'stream', primary: fetchStep(node.primary), rest: node.rest && toStep(node.rest) };
    }
    return { kind: 'once', step: node && toStep(node) };
  };
}

function withPlannedNames(document: DocumentNode, names: ResponseNames): DocumentNode {
  return visit(document, {
    Field(node) {
      if (!node.alias) return undefined;
      const value = names.planned(node.alias.value, node.name.value);
      return value === node.alias.value ? undefined : { ...node, alias: { ...node.alias, value } };
    },
  });
}

function toStep(node: PlanNode): Step {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map(toStep) };
    case 'Parallel':
      return { kind: 'parallel', steps: node.nodes.map(toStep) };
    case 'Flatten':
      return { kind: 'flatten', path: node.path.map(String), step: toStep(node.node) };
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        whenTrue: node.ifClause && toStep(node.ifClause),
        whenFalse: node.elseClause && toStep(node.elseClause),
      };
    case 'Fetch':
      return fetchStep(node);
    case 'Defer':
      throw new Error('a deferred plan was made though @defer is not in the schema');
    default:
      return node satisfies never;
  }
}

function fetchStep(node: FetchNode): FetchStep {
  return {
    kind: 'fetch',
    subgraph: node.serviceName,
    operation: node.operation,
    operationName: node.operationName,
    operationKind: node.operationKind,
    variables: node.variableUsages ?? [],
    requires: node.requires?.map(toSelection),
    rootNames: node.requires ? [] : rootNames(node.operation),
    inputRewrites: (node.inputRewrites ?? []).map(toRewrite),
    outputRewrites: (node.outputRewrites ?? []).map(toRewrite),
  };
}

function toSelection(node: QueryPlanSelectionNode): Selection {
  if (node.kind === 'Field') {
    return { kind: 'field', name: node.alias ?? node.name, selections: node.selections?.map(toSelection) };
  }
  return { kind: 'fragment', on: node.typeCondition, selections: node.selections.map(toSelection) };
}

function toRewrite(rewrite: NonNullable<FetchNode['inputRewrites']>[number]): Rewrite {
  return rewrite.kind === 'ValueSetter'
    ? { kind: 'set', path: rewrite.path, value: rewrite.setValueTo }
    : { kind: 'rename', path: rewrite.path, to: rewrite.renameKeyTo };
}

function rootNames(text: string): string[] {
  const { definitions } = parse(text, { noLocation: true });
  const names = new Set<string>();
  const collect = ({ selections }: SelectionSetNode) => {
    for (const selection of selections) {
      if (selection.kind === 'Field') names.add(selection.alias?.value ?? selection.name.value);
      else if (selection.kind === 'InlineFragment') collect(selection.selectionSet);
      else {
        const fragment = definitions.find(
          (d) => d.kind === 'FragmentDefinition' && d.name.value === selection.name.value,
        );
        if (fragment?.kind === 'FragmentDefinition') collect(fragment.selectionSet);
      }
    }
  };
  for (const definition of definitions) if (definition.kind === 'OperationDefinition') collect(definition.selectionSet);
  return [...names];
}
