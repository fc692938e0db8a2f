import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
} from 'graphql';
import {
  argumentOf,
  type Composite,
  graphsOf,
  isComposite,
  isTrue,
  namedType,
  resolvedIn,
  withArgument,
  wordsOf,
} from './join-directives.js';

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
  const standIns = new Map<string, string>();
  const required = new Set(requirements(document).flatMap(({ needs }) => needs));
  let result = moveApart(document, standIns, ({ field }) => required.has(field));
  // In an added graph there may be two fields of one chain again.
  for (let left = MAX_LINKS; left > 0; left--) {
    const next = moveApart(result, standIns, secondOfChain(requirements(result)));
    if (next === result) break;
    result = next;
  }
  return { document: result, standIns };
}

/** Longer chains through the same subgraph are left as they are. */
const MAX_LINKS = 5;

/** What a graph requires for a field, as names of fields. */
interface Requirement {
  readonly graph: string;
  readonly type: string;
  readonly field: string;
  readonly needs: readonly string[];
}

function requirements({ definitions }: DocumentNode): readonly Requirement[] {
  return definitions.filter(isComposite).flatMap(({ name: { value: type }, fields = [] }) =>
    fields.flatMap((field) =>
      joins(field.directives).flatMap((directive) => {
        const graph = argumentOf(directive, 'graph');
        const requires = argumentOf(directive, 'requires');
        if (graph === undefined || requires === undefined) return [];
        return [{ graph, type, field: field.name.value, needs: wordsOf(requires) }];
      }),
    ),
  );
}

/** Whether what a field requires comes, over others, from a field of the same added graph. */
function secondOfChain(all: readonly Requirement[]): (requirement: Requirement) => boolean {
  return ({ graph, needs }) => {
    if (!graph.endsWith(SUFFIX)) return false;
    const reached = new Set(needs);
    for (const name of reached) {
      for (const { field, needs: more } of all) if (field === name) for (const each of more) reached.add(each);
    }
    return all.some((other) => other.graph === graph && reached.has(other.field));
  };
}

function moveApart(
  document: DocumentNode,
  standIns: Map<string, string>,
  moves: (requirement: Requirement) => boolean,
): DocumentNode {
  const moved = new Map<string, Set<string>>();
  for (const requirement of requirements(document).filter(moves)) {
    const { graph, type, field } = requirement;
    moved.set(graph, (moved.get(graph) ?? new Set()).add(`${type}.${field}`));
  }
  if (moved.size === 0) return document;
  const divided = new Map([...moved].map(([graph, fields]) => [graph, divide(document, graph, fields)]));
  const definitions = document.definitions.map((definition) => rewritten(definition, divided, standIns, document));
  return { ...document, definitions };
}

/** A graph of which some fields move to an added one. */
interface Divided {
  /** `Type.field`s that move. */
  readonly moved: ReadonlySet<string>;
  /** Types of these fields. */
  readonly owners: ReadonlySet<string>;
  /** Types whose objects may be of these. */
  readonly leading: ReadonlySet<string>;
  /** Names of fields that the graph itself must know: for keys, for `@provides` and for what stays and requires others. */
  readonly needed: ReadonlySet<string>;
}

function divide(document: DocumentNode, graph: string, moved: ReadonlySet<string>): Divided {
  const owners = new Set([...moved].map((name) => name.split('.')[0] ?? ''));
  const leading = new Set(owners);
  const needed = new Set<string>();
  const need = (directive: ConstDirectiveNode, argument: string) => {
    if (argumentOf(directive, 'graph') !== graph) return;
    for (const word of wordsOf(argumentOf(directive, argument) ?? '')) needed.add(word);
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      if (definition.types?.some(({ name }) => owners.has(name.value))) leading.add(definition.name.value);
    }
    if (!isComposite(definition)) continue;
    const type = definition.name.value;
    if (owners.has(type)) for (const { name } of definition.interfaces ?? []) leading.add(name.value);
    for (const directive of definition.directives ?? []) need(directive, 'key');
    for (const { name, directives } of definition.fields ?? []) {
      for (const directive of joins(directives)) {
        need(directive, 'provides');
        if (!moved.has(`${type}.${name.value}`)) need(directive, 'requires');
      }
    }
  }
  return { moved, owners, leading, needed };
}

function joins(directives: readonly ConstDirectiveNode[] = []): readonly ConstDirectiveNode[] {
  return directives.filter(({ name }) => name.value === 'join__field');
}

function rewritten(
  definition: DefinitionNode,
  divided: ReadonlyMap<string, Divided>,
  standIns: Map<string, string>,
  document: DocumentNode,
): DefinitionNode {
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph') {
    const values = (definition.values ?? []).flatMap((value) => {
      if (!divided.has(value.name.value)) return [value];
      const directives = (value.directives ?? []).map((directive) => {
        const name = argumentOf(directive, 'name') ?? '';
        standIns.set(name + SUFFIX, standIns.get(name) ?? name);
        return withArgument(directive, 'name', { kind: Kind.STRING, value: name + SUFFIX });
      });
      return [value, { ...value, name: { ...value.name, value: value.name.value + SUFFIX }, directives }];
    });
    return { ...definition, values };
  }
  if (!('directives' in definition) || definition.kind === Kind.SCHEMA_DEFINITION) return definition;
  const isRoot = isComposite(definition) && rootTypes(document).has(definition.name.value);
  if (isRoot || definition.kind === Kind.DIRECTIVE_DEFINITION) return definition;
  const doubled = (directives: readonly ConstDirectiveNode[] | undefined) =>
    (directives ?? []).flatMap((directive) => {
      const graph = argumentOf(directive, 'graph');
      const added = graph === undefined ? undefined : divided.get(graph);
      if (!added) return [directive];
      const copy = withArgument(directive, 'graph', { kind: Kind.ENUM, value: graph + SUFFIX });
      const isKey = argumentOf(directive, 'key') !== undefined;
      const owns = isComposite(definition) && added.owners.has(definition.name.value);
      // Objects of other types are entered where they are at home.
      return [
        directive,
        isKey && !owns ? withArgument(copy, 'resolvable', { kind: Kind.BOOLEAN, value: false }) : copy,
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
  const type = definition.name.value;
  const fields = definition.fields?.map((field) => ({
    ...field,
    directives: saidOf(field, definition, divided).flatMap((directive) => {
      const graph = directive.name.value === 'join__field' ? argumentOf(directive, 'graph') : undefined;
      const added = graph === undefined ? undefined : divided.get(graph);
      if (!added) return [directive];
      const copy = withArgument(directive, 'graph', { kind: Kind.ENUM, value: graph + SUFFIX });
      if (added.moved.has(`${type}.${field.name.value}`)) return [copy];
      if (argumentOf(directive, 'requires') !== undefined) return [directive];
      // The planner takes what a graph requires of others for what it can answer: only the added graph requires it now.
      if (isTrue(directive, 'external')) return added.needed.has(field.name.value) ? [directive, copy] : [copy];
      // Nobody comes to objects of the added graph through another object of it.
      return added.leading.has(namedType(field.type)) ? [directive] : [directive, copy];
    }),
  }));
  return { ...definition, directives, ...(fields && { fields }) } as DefinitionNode;
}

/** What is said of a field; where nothing is said, all graphs of its type have it. */
function saidOf(
  field: FieldDefinitionNode,
  type: Composite,
  divided: ReadonlyMap<string, Divided>,
): readonly ConstDirectiveNode[] {
  const said = field.directives ?? [];
  const graphs = [...graphsOf(type)];
  const leads = graphs.some((graph) => divided.get(graph)?.leading.has(namedType(field.type)));
  return leads && joins(said).length === 0 ? [...said, ...graphs.map(resolvedIn)] : said;
}

function rootTypes({ definitions }: DocumentNode): ReadonlySet<string> {
  const schema = definitions.find((definition) => definition.kind === Kind.SCHEMA_DEFINITION);
  if (schema?.kind !== Kind.SCHEMA_DEFINITION) return new Set(['Query', 'Mutation', 'Subscription']);
  return new Set(schema.operationTypes.map(({ type }) => type.name.value));
}
