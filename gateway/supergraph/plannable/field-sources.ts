import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';
import { argumentOf, type Composite, graphsOf, isComposite, isTrue } from '../../plan/join-directives.js';

/** Where the fields of a supergraph come from, as its `join__` directives say. */
export interface FieldSources {
  /** The graphs that answer a field. */
  graphs(type: string, field: string): ReadonlySet<string>;
  /** Whether a graph answers it only with what others know (`@requires`) or what is above it (`@fromContext`). */
  needsMore(type: string, field: string): boolean;
  /** What subgraphs promise to answer of the field's objects though others own it (`@provides`), as one text. */
  provides(type: string, field: string): string;
  /** Whether objects of the type have a key by which other graphs know them. */
  isEntity(type: string): boolean;
  /** Names of the contexts that objects of the type set for what is below them. */
  contexts(type: string): readonly string[];
}

/** The same as plain data. */
export interface FieldSourceFacts {
  /** By `Type.field`. */
  readonly fields: ReadonlyMap<string, FieldFacts>;
  readonly types: ReadonlyMap<string, TypeFacts>;
}

interface FieldFacts {
  readonly graphs: ReadonlySet<string>;
  readonly needsMore: boolean;
  readonly provides: string;
}

interface TypeFacts {
  readonly isEntity: boolean;
  readonly contexts: readonly string[];
}

const NO_GRAPHS: ReadonlySet<string> = new Set();

export function fieldSources({ fields, types }: FieldSourceFacts): FieldSources {
  const of = (type: string, field: string) => fields.get(`${type}.${field}`);
  return {
    graphs: (type, field) => of(type, field)?.graphs ?? NO_GRAPHS,
    needsMore: (type, field) => of(type, field)?.needsMore ?? false,
    provides: (type, field) => of(type, field)?.provides ?? '',
    isEntity: (type) => types.get(type)?.isEntity ?? false,
    contexts: (type) => types.get(type)?.contexts ?? [],
  };
}

export function readFieldSources(supergraph: DocumentNode): FieldSourceFacts {
  const types = new Map<string, Composite>();
  const contexts = new Map<string, readonly string[]>();
  for (const definition of supergraph.definitions) {
    if (isComposite(definition)) types.set(definition.name.value, definition);
    if (!isComposite(definition) && definition.kind !== Kind.UNION_TYPE_DEFINITION) continue;
    contexts.set(definition.name.value, contextsOf(definition.directives));
  }
  const joins = (type: string, field: string) =>
    (types.get(type)?.fields?.find(({ name }) => name.value === field)?.directives ?? []).filter(
      ({ name }) => name.value === 'join__field',
    );
  const interfaces = (type: string) => (types.get(type)?.interfaces ?? []).map(({ name }) => name.value);
  const graphs = (type: string, field: string): ReadonlySet<string> => {
    const own = joins(type, field);
    const definition = types.get(type);
    if (own.length === 0) return definition ? graphsOf(definition) : new Set();
    const named = own.flatMap((directive) => {
      const graph = argumentOf(directive, 'graph');
      const isElsewhere = isTrue(directive, 'external') || isTrue(directive, 'usedOverridden');
      return graph === undefined || isElsewhere ? [] : [graph];
    });
    if (named.length > 0) return new Set(named);
    // Only a graph that knows an interface of the type as an object has it.
    return new Set(interfaces(type).flatMap((each) => [...graphs(each, field)]));
  };
  const hasKey = (type: string) =>
    types.get(type)?.directives?.some((each) => argumentOf(each, 'key') !== undefined) ?? false;
  const read = (type: string, field: string): FieldFacts => ({
    graphs: graphs(type, field),
    needsMore: joins(type, field).some(({ arguments: given }) =>
      given?.some(({ name }) => name.value === 'requires' || name.value === 'contextArguments'),
    ),
    provides: joins(type, field)
      .map((each) => argumentOf(each, 'provides') ?? '')
      .join(' ')
      .trim(),
  });
  const fields = new Map<string, FieldFacts>();
  for (const [type, { fields: own = [] }] of types) {
    for (const { name } of own) fields.set(`${type}.${name.value}`, read(type, name.value));
  }
  const facts = [...contexts.keys()].map((type): [string, TypeFacts] => [
    type,
    {
      isEntity: [type, ...interfaces(type)].some(hasKey),
      contexts: [type, ...interfaces(type)].flatMap((each) => contexts.get(each) ?? []),
    },
  ]);
  return { fields, types: new Map(facts) };
}

function contextsOf(directives: readonly ConstDirectiveNode[] = []): readonly string[] {
  return directives.flatMap((directive) => {
    const name = directive.name.value === 'context' ? argumentOf(directive, 'name') : undefined;
    return name === undefined ? [] : [name];
  });
}
