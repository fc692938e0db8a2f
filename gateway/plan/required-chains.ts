import { type ConstDirectiveNode, type DefinitionNode, type DocumentNode, Kind } from 'graphql';
import { argumentOf, type Composite, isComposite, withArgument } from './join-directives.js';

/** A supergraph in which fields that require others, and are required themselves, stand in graphs of their own. */
export interface WithoutChains {
  readonly document: DocumentNode;
  /** The name of each added graph to that of the subgraph for which it stands. */
  readonly standIns: ReadonlyMap<string, string>;
}

const SUFFIX = '__CHAINED';

/**
 * Where a field requires one that requires others (`total` needs `cost`, which needs `weight`), the planner asks the
 * middle one too early, without what it needs, when the objects come from the subgraph that owns it. It does not when
 * that field lives in a graph which nobody enters but by a key: so the planner is shown one, served by the same subgraph.
 */
export function withoutChains(document: DocumentNode): WithoutChains {
  const types = document.definitions.filter(isComposite);
  const required = requiredNames(types);
  /** By graph, the `Type.field`s that move. */
  const moved = new Map<string, Set<string>>();
  for (const type of types) {
    for (const field of type.fields ?? []) {
      if (!required.has(field.name.value)) continue;
      for (const directive of joins(field.directives)) {
        const graph = argumentOf(directive, 'graph');
        if (graph === undefined || argumentOf(directive, 'requires') === undefined) continue;
        const known = moved.get(graph) ?? new Set();
        moved.set(graph, known.add(`${type.name.value}.${field.name.value}`));
      }
    }
  }
  if (moved.size === 0) return { document, standIns: new Map() };
  const standIns = new Map<string, string>();
  const definitions = document.definitions.map((definition) => rewritten(definition, moved, standIns, document));
  return { document: { ...document, definitions }, standIns };
}

/** Names of all fields that some field requires. */
function requiredNames(types: readonly Composite[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { fields } of types) {
    for (const field of fields ?? []) {
      for (const directive of joins(field.directives)) {
        for (const [name] of (argumentOf(directive, 'requires') ?? '').matchAll(/\w+/g)) names.add(name);
      }
    }
  }
  return names;
}

function joins(directives: readonly ConstDirectiveNode[] = []): readonly ConstDirectiveNode[] {
  return directives.filter(({ name }) => name.value === 'join__field');
}

function rewritten(
  definition: DefinitionNode,
  moved: ReadonlyMap<string, ReadonlySet<string>>,
  standIns: Map<string, string>,
  document: DocumentNode,
): DefinitionNode {
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph') {
    const values = (definition.values ?? []).flatMap((value) => {
      if (!moved.has(value.name.value)) return [value];
      const directives = (value.directives ?? []).map((directive) => {
        const name = argumentOf(directive, 'name') ?? '';
        standIns.set(name + SUFFIX, name);
        return withArgument(directive, 'name', { kind: Kind.STRING, value: name + SUFFIX });
      });
      return [value, { ...value, name: { ...value.name, value: value.name.value + SUFFIX }, directives }];
    });
    return { ...definition, values };
  }
  if (!('directives' in definition) || definition.kind === Kind.SCHEMA_DEFINITION) return definition;
  const isRoot = isComposite(definition) && rootTypes(document).has(definition.name.value);
  if (isRoot || definition.kind === Kind.DIRECTIVE_DEFINITION) return definition;
  const owns = (graph: string) =>
    isComposite(definition) &&
    [...(moved.get(graph) ?? [])].some((name) => name.startsWith(`${definition.name.value}.`));
  const doubled = (directives: readonly ConstDirectiveNode[] | undefined) =>
    (directives ?? []).flatMap((directive) => {
      const graph = argumentOf(directive, 'graph');
      if (graph === undefined || !moved.has(graph)) return [directive];
      const copy = withArgument(directive, 'graph', { kind: Kind.ENUM, value: graph + SUFFIX });
      const isKey = argumentOf(directive, 'key') !== undefined;
      // Objects of other types are entered where they are at home.
      return [
        directive,
        isKey && !owns(graph) ? withArgument(copy, 'resolvable', { kind: Kind.BOOLEAN, value: false }) : copy,
      ];
    });
  const directives = doubled(definition.directives as readonly ConstDirectiveNode[] | undefined);
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
    const values = definition.values?.map((value) => ({ ...value, directives: doubled(value.directives) }));
    return { ...definition, directives, ...(values && { values }) };
  }
  if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
    const fields = definition.fields?.map((field) => ({ ...field, directives: doubled(field.directives) }));
    return { ...definition, directives, ...(fields && { fields }) };
  }
  if (!isComposite(definition)) return { ...definition, directives } as DefinitionNode;
  const fields = definition.fields?.map((field) => ({
    ...field,
    directives: (field.directives ?? []).flatMap((directive) => {
      const graph = argumentOf(directive, 'graph');
      if (directive.name.value !== 'join__field' || graph === undefined || !moved.has(graph)) return [directive];
      const copy = withArgument(directive, 'graph', { kind: Kind.ENUM, value: graph + SUFFIX });
      if (moved.get(graph)?.has(`${definition.name.value}.${field.name.value}`)) return [copy];
      if (argumentOf(directive, 'requires') !== undefined) return [directive];
      return [directive, copy];
    }),
  }));
  return { ...definition, directives, ...(fields && { fields }) } as DefinitionNode;
}

function rootTypes({ definitions }: DocumentNode): ReadonlySet<string> {
  const schema = definitions.find((definition) => definition.kind === Kind.SCHEMA_DEFINITION);
  if (schema?.kind !== Kind.SCHEMA_DEFINITION) return new Set(['Query', 'Mutation', 'Subscription']);
  return new Set(schema.operationTypes.map(({ type }) => type.name.value));
}
