import {
  type DirectiveNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { type Draft, type DraftEntities, ENTITIES, REPRESENTATIONS } from './draft.js';
import { overlaps, type Overlaps } from './overlaps.js';
import { schedule } from './schedule.js';
import type { EntityPart, FetchNode, FetchPart, SubgraphRequest } from './steps.js';

/** Fetches of the same entities that are asked at once. */
interface Group {
  readonly drafts: readonly (Draft & { readonly entities: DraftEntities })[];
}

/**
 * Fetches of entities from one subgraph that can be asked at the same time become one request: equal ones with all
 * their representations together, different ones under aliases. Nodes come in the order of their levels.
 */
export function mergeFetches(drafts: readonly Draft[]): readonly FetchNode[] {
  const written = overlaps(drafts);
  const requests = schedule(drafts).map(({ drafts: together }) => together);
  const indexOf = new Map<Draft, number>();
  requests.forEach((together, index) => together.forEach((draft) => indexOf.set(draft, index)));
  return requests.map((together, index): FetchNode => {
    const [first] = together;
    if (!first) throw new Error('a request without fetches');
    const after = new Set(together.flatMap((draft) => [...draft.after].map((before) => indexOf.get(before) ?? -1)));
    after.delete(index);
    const groups = grouped(together);
    const node = {
      subgraph: first.subgraph,
      kind: first.kind,
      after: [...after].sort((a, b) => a - b),
    };
    if (groups.length === 0) return { ...node, request: request(first.operation), parts: [rootPart(first)], alone: [] };
    const parts = groups.map(({ drafts: equal }, number) => entityPart(equal, number, groups.length > 1, written));
    if (groups.length === 1) return { ...node, request: request(first.operation), parts, alone: [] };
    return {
      ...node,
      request: request(mergedOperation(groups)),
      parts,
      alone: groups.map(({ drafts: [draft] }) => request((draft ?? first).operation)),
    };
  });
}

function grouped(drafts: readonly Draft[]): readonly Group[] {
  const groups = new Map<string, (Draft & { entities: DraftEntities })[]>();
  for (const draft of drafts) {
    if (!isEntityDraft(draft)) continue;
    const { selectionSet, requires, inputRewrites } = draft.entities;
    const key = JSON.stringify([print(selectionSet), requires, inputRewrites, draft.outputRewrites]);
    groups.set(key, [...(groups.get(key) ?? []), draft]);
  }
  return [...groups.values()].map((equal) => ({ drafts: equal }));
}

function isEntityDraft(draft: Draft): draft is Draft & { entities: DraftEntities } {
  return draft.entities !== undefined;
}

function rootPart(draft: Draft): FetchPart {
  return {
    kind: 'root',
    at: draft.at,
    names: responseNames(draft.operation.selectionSet),
    outputRewrites: draft.outputRewrites,
  };
}

function entityPart(equal: Group['drafts'], number: number, merged: boolean, written: Overlaps): EntityPart {
  const [first] = equal;
  if (!first) throw new Error('a group without fetches');
  const { requires, inputRewrites, context } = first.entities;
  return {
    kind: 'entities',
    at: equal.map(({ at }) => ({ path: at, key: JSON.stringify(at), unites: !written.at(at) })),
    name: merged ? alias(number) : ENTITIES,
    variable: merged ? variable(number) : REPRESENTATIONS,
    requires,
    inputRewrites,
    outputRewrites: first.outputRewrites,
    context,
    copies: equal.some((draft) => written.inside(draft)),
  };
}

function alias(number: number): string {
  return `_${number}`;
}

/** Two underscores: variables of clients that begin so are renamed before planning. */
function variable(number: number): string {
  return `__${number}`;
}

function mergedOperation(groups: readonly Group[]): OperationDefinitionNode {
  const firsts = groups.flatMap(({ drafts: [first] }) => (first ? [first] : []));
  const definitions = new Map<string, VariableDefinitionNode>();
  const selections = firsts.map(({ operation, entities }, number): FieldNode => {
    const renamed = visit(operation, {
      Variable(node) {
        if (node.name.value !== REPRESENTATIONS) return undefined;
        return { ...node, name: { kind: Kind.NAME, value: variable(number) } };
      },
    });
    for (const definition of renamed.variableDefinitions ?? [])
      definitions.set(definition.variable.name.value, definition);
    return {
      kind: Kind.FIELD,
      alias: { kind: Kind.NAME, value: alias(number) },
      name: { kind: Kind.NAME, value: ENTITIES },
      arguments: [
        {
          kind: Kind.ARGUMENT,
          name: { kind: Kind.NAME, value: REPRESENTATIONS },
          value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable(number) } },
        },
      ],
      selectionSet: entities.selectionSet,
    };
  });
  const [first] = firsts;
  return {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    ...(first?.operation.name && { name: first.operation.name }),
    directives: (first?.operation.directives ?? []) as DirectiveNode[],
    variableDefinitions: [...definitions.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

function request(operation: OperationDefinitionNode): SubgraphRequest {
  return {
    text: stripIgnoredCharacters(print(operation)),
    name: operation.name?.value,
    variables: (operation.variableDefinitions ?? [])
      .map(({ variable: { name } }) => name.value)
      .filter((name) => name !== REPRESENTATIONS && !name.startsWith('__')),
  };
}

function responseNames({ selections }: SelectionSetNode): string[] {
  const names = new Set<string>();
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) names.add((selection.alias ?? selection.name).value);
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      responseNames(selection.selectionSet).forEach((n) => names.add(n));
  }
  return [...names];
}
