import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';

/** One directive's demand. `anyOf`: one of these lists must be had in full. */
export type Rule =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'scopes' | 'policies'; readonly anyOf: readonly (readonly string[])[] };

/** What each field of a supergraph asks of a caller. */
export interface Requirements {
  /** All that are asked anywhere, each once. */
  readonly rules: readonly Rule[];
  /** Indexes into `rules`, all of which must be met; empty when the field is for everyone. */
  of(type: string, field: string): readonly number[];
}

/** The same as plain data; without the fields that are for everyone. */
export interface RequirementFacts {
  readonly rules: readonly Rule[];
  /** By `Type.field`. */
  readonly needed: ReadonlyMap<string, readonly number[]>;
}

const NOTHING: readonly number[] = [];

export function requirementsOf({ rules, needed }: RequirementFacts): Requirements {
  return { rules, of: (type, field) => needed.get(`${type}.${field}`) ?? NOTHING };
}

type FieldedType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

const KINDS = { authenticated: 'authenticated', requiresScopes: 'scopes', policy: 'policies' } as const;
const ARGUMENTS = { authenticated: undefined, requiresScopes: 'scopes', policy: 'policies' } as const;

/** Reads the access directives of a supergraph; see the README of this folder for what counts for a field. */
export function readRequirements(supergraph: DocumentNode): RequirementFacts {
  const names = directiveNames(supergraph);
  const rules: Rule[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (rule: Rule): number => {
    const key = JSON.stringify(rule);
    let index = indexes.get(key);
    if (index === undefined) {
      index = rules.push(rule) - 1;
      indexes.set(key, index);
    }
    return index;
  };
  const read = (directives: readonly ConstDirectiveNode[] = []): number[] =>
    directives.flatMap((directive) => {
      const known = names.get(directive.name.value);
      return known === undefined ? [] : [indexOf(ruleOf(known, directive))];
    });

  const onTypes = new Map<string, readonly number[]>();
  const fields = new Map<string, FieldedType>();
  const implementers = new Map<string, string[]>();
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || !definition.name || !('directives' in definition)) continue;
    const name = definition.name.value;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    onTypes.set(name, read(definition.directives as readonly ConstDirectiveNode[]));
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    fields.set(name, definition);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name: of } of definition.interfaces ?? []) {
      implementers.set(of.value, [...(implementers.get(of.value) ?? []), name]);
    }
  }

  const ofType = (name: string) => onTypes.get(name) ?? [];
  const known = new Map<string, readonly number[]>();
  const of = (type: string, field: string, seen: ReadonlySet<string> = new Set()): readonly number[] => {
    const coordinate = `${type}.${field}`;
    const before = known.get(coordinate);
    if (before) return before;
    const definition = fields.get(type);
    const node = definition?.fields?.find(({ name }) => name.value === field);
    if (!definition || !node || seen.has(coordinate)) return [];
    const on = new Set(seen).add(coordinate);
    const all = new Set([...ofType(type), ...read(node.directives), ...ofType(namedType(node.type))]);
    const needed = (set: SelectionSetNode, parent: string): void => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          for (const index of of(parent, selection.name.value, on)) all.add(index);
          const next = fields.get(parent)?.fields?.find(({ name }) => name.value === selection.name.value);
          if (selection.selectionSet && next) needed(selection.selectionSet, namedType(next.type));
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          needed(selection.selectionSet, selection.typeCondition?.name.value ?? parent);
        }
      }
    };
    for (const set of requiredBy(node)) needed(set, type);
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      for (const member of implementers.get(type) ?? []) for (const index of of(member, field, on)) all.add(index);
    }
    const list = [...all].sort((a, b) => a - b);
    // What was cut short because it goes round is complete only for who asked first.
    if (seen.size === 0) known.set(coordinate, list);
    return list;
  };
  const needed = new Map<string, readonly number[]>();
  for (const [type, { fields: own = [] }] of fields) {
    for (const { name } of own) {
      const list = of(type, name.value);
      if (list.length > 0) needed.set(`${type}.${name.value}`, list);
    }
  }
  return { rules, needed };
}

/** How the three directives are called in this supergraph: `@link` can rename them. */
function directiveNames(supergraph: DocumentNode): ReadonlyMap<string, keyof typeof KINDS> {
  const names = new Map<string, keyof typeof KINDS>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { name, arguments: args = [] } of definition.directives ?? []) {
      if (name.value !== 'link') continue;
      const values = new Map(args.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]));
      const feature = /^https:\/\/specs\.apollo\.dev\/(\w+)\/v/.exec(String(values.get('url')))?.[1];
      if (feature === undefined || !Object.hasOwn(KINDS, feature)) continue;
      const imports = (values.get('import') ?? []) as readonly (string | { name: string; as?: string })[];
      const imported = imports.find((each) => typeof each !== 'string' && each.name === `@${feature}`);
      const renamed = typeof imported === 'object' ? imported.as?.slice(1) : undefined;
      names.set(renamed ?? String(values.get('as') ?? feature), feature as keyof typeof KINDS);
    }
  }
  return names;
}

function ruleOf(feature: keyof typeof KINDS, { arguments: args = [] }: ConstDirectiveNode): Rule {
  if (feature === 'authenticated') return { kind: 'authenticated' };
  const given = args.find(({ name }) => name.value === ARGUMENTS[feature]);
  const anyOf = (given ? valueFromASTUntyped(given.value) : []) as readonly (readonly string[])[];
  return { kind: KINDS[feature], anyOf };
}

/** What other subgraphs must answer so that a subgraph can answer the field. */
function requiredBy(field: FieldDefinitionNode): SelectionSetNode[] {
  return (field.directives ?? [])
    .filter(({ name }) => name.value === 'join__field')
    .flatMap(({ arguments: args = [] }) => args.filter(({ name }) => name.value === 'requires'))
    .flatMap(({ value }) => {
      if (value.kind !== Kind.STRING) return [];
      const [definition] = parse(`{${value.value}}`, { noLocation: true }).definitions;
      return definition?.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [];
    });
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
