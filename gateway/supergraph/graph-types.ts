import { type DocumentNode, Kind } from 'graphql';

/** What the engine knows of the supergraph's types, those included that clients do not see. */
export interface GraphTypes {
  /** Whether an object whose `__typename` is the first is of the second type; true when it has none. */
  isOfType(typename: unknown, type: string): boolean;
  /** Whether a `__typename` says all: some subgraphs know an interface as an object and answer the interface's name. */
  isObject(typename: unknown): boolean;
  /** An interface that some subgraph knows as an object (`@interfaceObject`). */
  isInterfaceObject(type: string): boolean;
  /** A field that a subgraph which knows the interface as an object can only answer with what others know. */
  isRequiringField(type: string, field: string): boolean;
  /** Whether there is any. */
  readonly hasRequiringFields: boolean;
  /** Fields that every object of the language seems to have. */
  isMistakable(field: string): boolean;
  /** No field of any type begins so. */
  readonly aliasPrefix: string;
}

/** The same as plain data. */
export interface GraphTypeFacts {
  readonly objects: ReadonlySet<string>;
  readonly interfaceObjects: ReadonlySet<string>;
  /** As `Type.field`. */
  readonly requiringFields: ReadonlySet<string>;
  /** Abstract type → what is of it. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  readonly aliasPrefix: string;
}

export function readGraphTypes(supergraph: DocumentNode): GraphTypeFacts {
  const objects = new Set<string>();
  const interfaceObjects = new Set<string>();
  const requiringFields = new Set<string>();
  const members = new Map<string, Set<string>>();
  const add = (type: string, member: string) => members.set(type, (members.get(type) ?? new Set()).add(member));
  let aliasPrefix = '_q';
  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { name } of definition.types ?? []) add(definition.name.value, name.value);
    }
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const type = definition.name.value;
    for (const { name } of definition.interfaces ?? []) add(name.value, type);
    for (const { name } of definition.fields ?? []) {
      while (name.value.startsWith(aliasPrefix)) aliasPrefix = `_${aliasPrefix}`;
    }
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) objects.add(type);
    else if (definition.directives?.some((directive) => isInterfaceObject(directive.arguments))) {
      interfaceObjects.add(type);
      for (const { name, directives } of definition.fields ?? []) {
        const requires = directives?.some(({ arguments: args }) =>
          args?.some((each) => each.name.value === 'requires'),
        );
        if (requires) requiringFields.add(`${type}.${name.value}`);
      }
    }
  }
  return { objects, interfaceObjects, requiringFields, members, aliasPrefix };
}

export function graphTypes(facts: GraphTypeFacts): GraphTypes {
  const { objects, interfaceObjects, requiringFields, members, aliasPrefix } = facts;
  return {
    isOfType: (typename, type) =>
      typename === undefined ||
      typename === null ||
      typename === type ||
      (members.get(type)?.has(String(typename)) ?? false),
    isObject: (typename) => typeof typename === 'string' && objects.has(typename),
    isInterfaceObject: (type) => interfaceObjects.has(type),
    isRequiringField: (type, field) => requiringFields.has(`${type}.${field}`),
    hasRequiringFields: requiringFields.size > 0,
    isMistakable: (field) => field in Object.prototype,
    aliasPrefix,
  };
}

function isInterfaceObject(args: readonly { name: { value: string }; value: object }[] = []): boolean {
  return args.some(({ name, value }) => name.value === 'isInterfaceObject' && 'value' in value && value.value === true);
}
