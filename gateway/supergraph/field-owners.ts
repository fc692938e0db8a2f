import { type DirectiveNode, type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';
import type { OwnersOf } from '../permission/claims.js';

/** Subgraph names by `Type.field`; equal lists are one. */
export type FieldOwners = ReadonlyMap<string, readonly string[]>;

const NOBODY: readonly string[] = [];

export function ownersOf(owners: FieldOwners): OwnersOf {
  return (type, field) => owners.get(`${type}.${field}`) ?? NOBODY;
}

/** Which subgraphs answer each field of a supergraph, read from its `join__` directives. */
export function readFieldOwners(supergraph: DocumentNode): FieldOwners {
  const names = new Map<string, string>();
  const owners = new Map<string, readonly string[]>();
  const lists = new Map<string, readonly string[]>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const { name, directives } of definition.values ?? []) {
      for (const { name: subgraph } of argumentsOf(directives, 'join__graph')) names.set(name.value, String(subgraph));
    }
  }
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const ofType = argumentsOf(definition.directives, 'join__type').map(({ graph }) => graph);
    for (const { name, directives } of definition.fields ?? []) {
      const own = argumentsOf(directives, 'join__field').filter(
        ({ external, graph }) => external !== true && graph !== undefined,
      );
      const graphs = own.length > 0 ? own.map(({ graph }) => graph) : ofType;
      const list = graphs.flatMap((graph) => names.get(String(graph)) ?? []);
      const key = list.join(' ');
      if (!lists.has(key)) lists.set(key, list);
      owners.set(`${definition.name.value}.${name.value}`, lists.get(key) ?? list);
    }
  }
  return owners;
}

function argumentsOf(directives: readonly DirectiveNode[] | undefined, name: string): Record<string, unknown>[] {
  return (directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: args = [] }) =>
      Object.fromEntries(args.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])),
    );
}
