import { createHash } from 'node:crypto';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  getNamedType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';

/** By this key objects are known that are values of scalars. */
export const SCALAR_KEY = '__proto__x';

/**
 * A world whose every value follows from what it is: a field's value is a hash of the object's identity, the field, its
 * arguments and what it requires. So any subgraphs can be served, and one merged schema over the same world says what
 * the right answer is, without a resolver written by hand.
 */
export class DerivedWorld {
  /** What mutations did, in order; whoever compares empties it. */
  readonly effects = { federated: [] as string[], merged: [] as string[] };
  /** Objects of each entity type: few, so that the same ones are met again and again. */
  readonly #pools = new Map<string, readonly string[]>();
  /** `Type.field` of which some subgraph says that it is never null, and fields of keys. */
  readonly #neverNull = new Set<string>();
  readonly #keyFields = new Set<string>();
  /** What every subgraph that has `Type.field` knows of the types and enum values that it may answer. */
  readonly #known = new Map<string, ReadonlySet<string>>();
  /** Arguments of `Type.field` that are taken from above: the types that set the context, and what is taken. */
  readonly #contexts = new Map<string, { arg: string; types: ReadonlySet<string>; set: SelectionSetNode }[]>();
  /** A failure of these takes away more than clients asked for. */
  readonly #requiredNames = new Set<string>();
  readonly #requires = new Map<string, SelectionSetNode>();
  readonly #interfaces = new Map<string, ReadonlySet<string>>();
  readonly #documents: readonly DocumentNode[];

  constructor(
    /** The supergraph's whole schema: clients see a part of it. */
    private readonly whole: GraphQLSchema,
    subgraphs: readonly string[],
    private readonly seed: string,
    /** One value in so many is null, one in so many throws; 0: none. */
    private readonly odds: { readonly nulls: number; readonly errors: number },
  ) {
    this.#documents = subgraphs.map((sdl) => parse(sdl));
    for (const type of Object.values(whole.getTypeMap())) {
      if (isObjectType(type)) this.#interfaces.set(type.name, new Set(type.getInterfaces().map(({ name }) => name)));
    }
    for (const document of this.#documents) this.#read(document);
  }

  /** What a merged schema would answer for everything. */
  resolveWith(schema: GraphQLSchema, isSubgraph: boolean): GraphQLSchema {
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__') || type.name === '_Service') continue;
      if (isAbstractType(type)) {
        const asAsked = ({ as = '' }: Thing) => (isObjectType(schema.getType(as)) ? as : undefined);
        type.resolveType = (value: Thing) => (type.name === '_Entity' && asAsked(value)) || value.type;
      }
      if (!isObjectType(type)) continue;
      type.isTypeOf = null;
      for (const field of Object.values(type.getFields())) {
        if (field.name === '_entities' || field.name === '_service') continue;
        field.resolve = this.#resolver(type, isSubgraph);
        if (type.name === 'Subscription')
          field.subscribe = async function* () {
            yield { [field.name]: {} };
          };
      }
    }
    return schema;
  }

  subgraph(index: number): GraphQLSchema {
    const document = this.#documents[index];
    if (!document) throw new Error(`there is no subgraph ${index}`);
    const resolvers: Record<string, { __resolveReference: (reference: Record<string, unknown>) => Thing | null }> = {};
    for (const definition of document.definitions) {
      if (!('name' in definition) || !definition.name) continue;
      const isType = /^(Object|Interface)Type/.test(definition.kind);
      if (!isType || !('directives' in definition)) continue;
      if (!definition.directives?.some(({ name }) => name.value === 'key')) continue;
      const name = definition.name.value;
      resolvers[name] = { __resolveReference: (reference) => this.#find(name, reference) };
    }
    return this.resolveWith(buildSubgraphSchema([{ typeDefs: document, resolvers }]), true);
  }

  #read(document: DocumentNode): void {
    const own = document.definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? [definition]
        : [],
    );
    const setters = new Map<string, Set<string>>();
    for (const { name: type, directives = [] } of own) {
      for (const { name, arguments: [arg] = [] } of directives) {
        if (name.value !== 'context' || arg?.value.kind !== Kind.STRING) continue;
        const types = setters.get(arg.value.value) ?? new Set();
        setters.set(arg.value.value, new Set([...types, ...this.#concrete(type.value)]));
      }
    }
    for (const definition of own) {
      const type = definition.name.value;
      for (const field of definition.fields ?? []) {
        const known = this.#knownOf(document, field.type);
        for (const name of this.#concrete(type)) {
          const key = `${name}.${field.name.value}`;
          const before = this.#known.get(key);
          if (known) this.#known.set(key, before ? new Set([...before].filter((value) => known.has(value))) : known);
          for (const arg of field.arguments ?? []) {
            const from = arg.directives?.find((directive) => directive.name.value === 'fromContext');
            const text = from?.arguments?.[0]?.value;
            const [, context = '', set = ''] =
              (text?.kind === Kind.STRING && /^\$(\w+) \{(.*)\}$/.exec(text.value)) || [];
            const types = setters.get(context);
            if (!types) continue;
            const contexts = this.#contexts.get(key) ?? [];
            this.#contexts.set(key, [...contexts, { arg: arg.name.value, types, set: selectionOf(set) }]);
          }
        }
      }
      for (const directive of definition.directives ?? []) {
        if (directive.name.value !== 'key') continue;
        for (const name of this.#concrete(type))
          this.#pools.set(
            name,
            [0, 1, 2, 3].map((n) => `${name}-${n}`),
          );
        const text = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
        if (text?.kind === Kind.STRING) this.#markKeys(type, selectionOf(text.value));
      }
      for (const field of definition.fields ?? []) {
        if (field.type.kind === Kind.NON_NULL_TYPE) {
          // The planner asks these of all objects though only some were asked, so that a failure takes away others.
          if (definition.directives?.some(({ name }) => name.value === 'interfaceObject')) {
            this.#requiredNames.add(field.name.value);
          }
          for (const name of this.#concrete(type)) this.#neverNull.add(`${name}.${field.name.value}`);
        }
        const requires = field.directives?.find(({ name }) => name.value === 'requires')?.arguments?.[0]?.value;
        if (requires?.kind === Kind.STRING) {
          for (const [word] of requires.value.matchAll(/\w+/g)) this.#requiredNames.add(word);
          for (const name of this.#concrete(type)) {
            this.#requires.set(`${name}.${field.name.value}`, selectionOf(requires.value));
          }
        }
      }
    }
  }

  /** Members of a union, implementations of an interface or values of an enum, as one subgraph has them. */
  #knownOf(document: DocumentNode, type: TypeNode): ReadonlySet<string> | undefined {
    if (type.kind !== Kind.NAMED_TYPE) return this.#knownOf(document, type.type);
    const found = document.definitions.flatMap((definition): readonly string[] => {
      if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
        const implementing = definition.interfaces?.some(({ name }) => name.value === type.name.value);
        return implementing ? [definition.name.value] : [];
      }
      if (!('name' in definition) || definition.name?.value !== type.name.value) return [];
      if (definition.kind === Kind.UNION_TYPE_DEFINITION) return (definition.types ?? []).map(({ name }) => name.value);
      if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) return [];
      return (definition.values ?? []).map(({ name }) => name.value);
    });
    return found.length > 0 ? new Set(found) : undefined;
  }

  #markKeys(type: string, set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) continue;
      for (const name of this.#concrete(type)) {
        this.#keyFields.add(`${name}.${selection.name.value}`);
        const field = this.#fieldType(name, selection.name.value);
        if (selection.selectionSet && field) this.#markKeys(getNamedType(field).name, selection.selectionSet);
      }
    }
  }

  #concrete(type: string): readonly string[] {
    const found = this.whole.getType(type);
    if (found && isAbstractType(found)) return this.whole.getPossibleTypes(found).map(({ name }) => name);
    return [type];
  }

  #fieldType(type: string, field: string): GraphQLOutputType | undefined {
    const found = this.whole.getType(type);
    return found && (isObjectType(found) || isInterfaceType(found)) ? found.getFields()[field]?.type : undefined;
  }

  #defaults(type: string, field: string): Record<string, unknown> {
    const found = this.whole.getType(type);
    const args = isObjectType(found) ? (found.getFields()[field]?.args ?? []) : [];
    return Object.fromEntries(
      args.flatMap(({ name, defaultValue }) => (defaultValue === undefined ? [] : [[name, defaultValue]])),
    );
  }

  #resolver(type: GraphQLObjectType, isSubgraph: boolean): GraphQLFieldResolver<Thing | object, unknown> {
    return (source, args, _, { fieldName, operation }) => {
      const thing: Thing = 'identity' in source ? source : { identity: `${operation.operation}`, type: type.name };
      const value = () => this.#value(thing, fieldName, args as Record<string, unknown>, isSubgraph);
      if ('identity' in source || operation.operation !== 'mutation') return value();
      return this.#effect(`${fieldName} ${JSON.stringify(args)}`, isSubgraph, value);
    };
  }

  /** A mutation takes its time: what is not done one after the other is seen to overlap. */
  async #effect(what: string, isSubgraph: boolean, value: () => unknown): Promise<unknown> {
    const effects = this.effects[isSubgraph ? 'federated' : 'merged'];
    effects.push(`${what} begins`);
    await new Promise((resolve) => setTimeout(resolve, 2));
    effects.push(`${what} ends`);
    return value();
  }

  #value(thing: Thing, field: string, args: Record<string, unknown>, isSubgraph: boolean): unknown {
    const { type, identity } = thing;
    const fieldType = this.#fieldType(type, field);
    if (!fieldType) throw new Error(`${type} has no field ${field}`);
    const requires = this.#requires.get(`${type}.${field}`);
    let needed = '';
    if (requires) {
      const known = isSubgraph
        ? picked(thing.reference ?? {}, requires, type, this.#interfaces)
        : this.#truth(thing, requires);
      needed = JSON.stringify(known);
    }
    const contexts = this.#contexts.get(`${type}.${field}`) ?? [];
    const given = { ...args };
    for (const { arg, types, set } of contexts) {
      if (!isSubgraph) given[arg] = this.#fromAbove(thing, types, set);
      if (given[arg] === null) delete given[arg];
    }
    const path = `${this.seed}|${identity}.${field}(${sorted(given)})${needed}`;
    const isKey = this.#keyFields.has(`${type}.${field}`);
    const never = isKey || this.#neverNull.has(`${type}.${field}`);
    const mayThrow = !isKey && !(never && this.#requiredNames.has(field));
    if (mayThrow && this.odds.errors > 0 && number(`${path}!`) % this.odds.errors === 0)
      throw new Error('derived error');
    const value = this.#derive(path, fieldType, isKey, never, this.#known.get(`${type}.${field}`));
    return this.#contexts.size > 0 && !isSubgraph ? below(thing, value) : value;
  }

  /** A value from the nearest object above that sets it. */
  #fromAbove(thing: Thing, types: ReadonlySet<string>, set: SelectionSetNode): unknown {
    let above = thing.parent;
    while (above && !types.has(above.type)) above = above.parent;
    if (!above) return null;
    const [value] = Object.values(this.#truth(above, set) as object) as unknown[];
    return value;
  }

  #derive(path: string, type: GraphQLOutputType, isKey: boolean, never: boolean, known?: ReadonlySet<string>): unknown {
    if (isNonNullType(type)) return this.#derive(path, type.ofType, isKey, true, known);
    const hash = number(path);
    if (!never && this.odds.nulls > 0 && hash % this.odds.nulls === 0) return null;
    if (isListType(type)) {
      const length = isKey ? 2 : hash % 4;
      return Array.from({ length }, (_, index) => this.#derive(`${path}[${index}]`, type.ofType, isKey, isKey, known));
    }
    if (isEnumType(type)) {
      const values = type
        .getValues()
        .filter(({ name }) => known?.has(name) ?? true)
        .filter(({ astNode }) => !astNode?.directives?.some(({ name }) => name.value === 'inaccessible'));
      return values[hash % values.length]?.value;
    }
    if (isObjectType(type) || isAbstractType(type)) {
      const concrete = this.#concrete(type.name).filter((name) => !isAbstractType(type) || (known?.has(name) ?? true));
      const name = concrete[hash % concrete.length] ?? '';
      const pool = this.#pools.get(name);
      const identity = pool?.[(hash >> 3) % pool.length] ?? `${name}:${digest(path)}`;
      return { type: name, identity } satisfies Thing;
    }
    return leaf(type.name, hash, digest(path));
  }

  /** What a field requires, as the world has it. */
  #truth(thing: Thing, set: SelectionSetNode): unknown {
    const result: Record<string, unknown> = {};
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition?.name.value;
        if (on === undefined || on === thing.type || this.#interfaces.get(thing.type)?.has(on)) {
          Object.assign(result, this.#truth(thing, selection.selectionSet));
        }
        continue;
      }
      if (selection.kind !== Kind.FIELD) continue;
      const args = Object.fromEntries(
        (selection.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
      );
      let value: unknown;
      try {
        value = this.#value(
          thing,
          selection.name.value,
          { ...this.#defaults(thing.type, selection.name.value), ...args },
          false,
        );
      } catch {
        value = null;
      }
      const inner = selection.selectionSet;
      const complete = (each: unknown): unknown =>
        Array.isArray(each) ? each.map(complete) : inner && each !== null ? this.#truth(each as Thing, inner) : each;
      result[selection.name.value] = complete(value);
    }
    return result;
  }

  #find(type: string, reference: Record<string, unknown>): Thing | null {
    for (const name of this.#concrete(type)) {
      for (const identity of this.#pools.get(name) ?? []) {
        if (this.#matches({ type: name, identity }, reference)) return { type: name, identity, reference, as: type };
      }
    }
    return null;
  }

  #matches(thing: Thing, reference: Record<string, unknown>): boolean {
    let keys = 0;
    for (const [field, given] of Object.entries(reference)) {
      if (!this.#keyFields.has(`${thing.type}.${field}`)) continue;
      keys++;
      const value = this.#value(thing, field, {}, false);
      const same = (own: unknown, other: unknown): boolean => {
        if (Array.isArray(own)) return Array.isArray(other) && own.every((item, index) => same(item, other[index]));
        if (typeof own === 'object' && own !== null)
          return this.#matches(own as Thing, other as Record<string, unknown>);
        return own === other;
      };
      if (!same(value, given)) return false;
    }
    return keys > 0;
  }
}

/** An object of the world. `reference` is what a subgraph was told of it. */
interface Thing {
  readonly identity: string;
  readonly type: string;
  readonly reference?: Record<string, unknown>;
  /** The type under which a subgraph was asked for it. */
  readonly as?: string;
  /** The object through which it was reached, where a context may be above. */
  readonly parent?: Thing;
}

function below(parent: Thing, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => below(parent, item));
  return typeof value === 'object' && value !== null && 'identity' in value ? { ...value, parent } : value;
}

function selectionOf(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`not a selection: ${text}`);
  return definition.selectionSet;
}

/** What a field requires, as the subgraph was told. */
function picked(
  reference: Record<string, unknown>,
  set: SelectionSetNode,
  type: string,
  interfaces: ReadonlyMap<string, ReadonlySet<string>>,
): unknown {
  const result: Record<string, unknown> = {};
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition?.name.value;
      if (on === undefined || on === type || interfaces.get(type)?.has(on)) {
        Object.assign(result, picked(reference, selection.selectionSet, type, interfaces));
      }
      continue;
    }
    if (selection.kind !== Kind.FIELD) continue;
    const inner = selection.selectionSet;
    const complete = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(complete);
      if (!inner || value === null || value === undefined) return value;
      const object = value as Record<string, unknown>;
      return picked(object, inner, String(object['__typename'] ?? ''), interfaces);
    };
    result[selection.name.value] = complete(reference[selection.name.value]);
  }
  return result;
}

function leaf(type: string, hash: number, text: string): unknown {
  switch (type) {
    case 'Int':
      return hash % 100_000_000;
    case 'Float':
      return (hash % 1000) + 0.5;
    case 'Boolean':
      return hash % 2 === 0;
    case 'String':
    case 'ID':
      return hash % 5 === 0 ? `"${text}\n志愿\u{1f600}` : text;
    default:
      return hash % 3 === 0 ? { [SCALAR_KEY]: [text, null], constructor: hash % 7 } : text;
  }
}

function sorted(args: Record<string, unknown>): string {
  return JSON.stringify(args, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

const digests = new Map<string, Buffer>();

function hashOf(text: string): Buffer {
  let known = digests.get(text);
  if (!known) {
    known = createHash('sha1').update(text).digest();
    if (digests.size > 100_000) digests.clear();
    digests.set(text, known);
  }
  return known;
}

function number(text: string): number {
  return hashOf(text).readUInt32BE(0) & 0x7fffffff;
}

function digest(text: string): string {
  return hashOf(text).toString('hex', 4, 9);
}
