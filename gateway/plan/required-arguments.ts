import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
} from 'graphql';
import {
  argumentOf,
  type Composite,
  externalIn,
  graphsOf,
  isComposite,
  isTrue,
  namedType,
  resolvedIn,
  withArgument,
  wordsOf,
} from './join-directives.js';

/** A field with fixed arguments that the planner sees as a field of its own. */
export interface FixedField {
  readonly name: string;
  /** Printed with parentheses: `(currency: "EUR")`. */
  readonly args: string;
}

/** What the planner is given instead of the supergraph. */
export interface RequiredArguments {
  readonly document: DocumentNode;
  /** By the name that stands for it. */
  readonly fixed: ReadonlyMap<string, FixedField>;
  /** Which of these names a field needs: `Type.field` in a subgraph, by `subgraph enum value:Type.field`. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * The planner takes a field that `@requires` asks with arguments for the same field asked with others: by another
 * `@requires`, or by the client. So each such field gets a name of its own, `price(currency: "EUR")` becoming
 * `price__required_0`, which is turned back when a request is printed.
 */
export function withoutRequiredArguments(document: DocumentNode): RequiredArguments {
  const types = new Map<string, Composite>();
  for (const definition of document.definitions)
    if (isComposite(definition)) types.set(definition.name.value, definition);
  const withArguments = fieldsWithArguments(document);
  const names = new Map<string, string>();
  const fixed = new Map<string, FixedField>();
  const needs = new Map<string, Set<string>>();
  const added = new Map<string, Map<string, { field: string; graph: string }[]>>();

  const standIn = (type: string, name: string, args: string): string => {
    const key = `${type}.${name}${args}`;
    let known = names.get(key);
    if (known === undefined) {
      known = `${name}__required_${names.size}`;
      names.set(key, known);
      fixed.set(known, { name, args });
    }
    return known;
  };
  /** Adds the stand-in to the type that has the field, and to those that implement it or that it implements. */
  const add = (typeName: string, name: string, stand: string, graph: string) => {
    for (const type of types.values()) {
      const related =
        type.name.value === typeName || (type.interfaces ?? []).some((wanted) => wanted.name.value === typeName);
      const field = related ? type.fields?.find((candidate) => candidate.name.value === name) : undefined;
      if (!field) continue;
      const ofType = added.get(type.name.value) ?? new Map<string, { field: string; graph: string }[]>();
      added.set(type.name.value, ofType);
      ofType.set(stand, [...(ofType.get(stand) ?? []), { field: name, graph }]);
    }
  };
  const rewrite = (set: SelectionSetNode, typeName: string, graph: string, used: Set<string>): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition?.name.value ?? typeName;
        return { ...selection, selectionSet: rewrite(selection.selectionSet, on, graph, used) };
      }
      if (selection.kind !== Kind.FIELD) return selection;
      const field = types.get(typeName)?.fields?.find((candidate) => candidate.name.value === selection.name.value);
      const inner =
        selection.selectionSet && rewrite(selection.selectionSet, field ? namedType(field.type) : '', graph, used);
      const nested = inner ? { ...selection, selectionSet: inner } : selection;
      // Without arguments it is another field where the same graph requires it with some.
      const given = selection.arguments ?? [];
      if (given.length === 0 && !withArguments.has(`${graph}:${selection.name.value}`)) return nested;
      const args = given.length === 0 ? '' : `(${given.map((argument) => print(argument)).join(', ')})`;
      const stand = standIn(typeName, selection.name.value, args);
      used.add(stand);
      add(typeName, selection.name.value, stand, graph);
      return { ...nested, name: { kind: Kind.NAME, value: stand }, arguments: [] };
    }),
  });

  const definitions = document.definitions.map((definition) => {
    if (!isComposite(definition)) return definition;
    const typeName = definition.name.value;
    const fields = definition.fields?.map((field) => {
      const directives = field.directives?.map((directive) => {
        const requires = argumentOf(directive, 'requires');
        const graph = argumentOf(directive, 'graph');
        if (directive.name.value !== 'join__field' || requires === undefined || graph === undefined) return directive;
        if (!wordsOf(requires).some((word) => withArguments.has(`${graph}:${word}`))) return directive;
        const parsed = parse(`{${requires}}`).definitions[0];
        if (parsed?.kind !== Kind.OPERATION_DEFINITION) return directive;
        const used = new Set<string>();
        const text = stripIgnoredCharacters(print(rewrite(parsed.selectionSet, typeName, graph, used))).slice(1, -1);
        needs.set(`${graph}:${typeName}.${field.name.value}`, used);
        return withArgument(directive, 'requires', { kind: Kind.STRING, value: text });
      });
      return directives ? { ...field, directives } : field;
    });
    return fields ? { ...definition, fields } : definition;
  });
  if (fixed.size === 0) return { document, fixed, needs };
  const complete = definitions.map((definition) => {
    const more = isComposite(definition) ? added.get(definition.name.value) : undefined;
    if (!more || !isComposite(definition)) return definition;
    return {
      ...definition,
      fields: [...(definition.fields ?? []), ...[...more].map(([stand, own]) => standInField(stand, own, definition))],
    };
  });
  return { document: { ...document, definitions: complete as DefinitionNode[] }, fixed, needs };
}

/** Names that a graph requires with arguments somewhere, as `graph:name`. */
function fieldsWithArguments(document: DocumentNode): ReadonlySet<string> {
  const found = new Set<string>();
  for (const definition of document.definitions.filter(isComposite)) {
    for (const directive of definition.fields?.flatMap(({ directives }) => directives ?? []) ?? []) {
      const graph = argumentOf(directive, 'graph');
      const requires = directive.name.value === 'join__field' ? argumentOf(directive, 'requires') : undefined;
      for (const [, name] of requires?.matchAll(/(\w+)\s*\(/g) ?? []) found.add(`${graph}:${name}`);
    }
  }
  return found;
}

/** Where the field is resolved, its stand-in is too; subgraphs that require it know it as external. */
function standInField(
  name: string,
  uses: readonly { readonly field: string; readonly graph: string }[],
  /** The type as it was rewritten: the field may require others with arguments itself. */
  type: Composite,
): FieldDefinitionNode {
  const field = type.fields?.find((candidate) => candidate.name.value === uses[0]?.field);
  if (!field) throw new Error(`nothing needs ${name}`);
  const known = graphsOf(type);
  const requiring = new Set(uses.map(({ graph }) => graph).filter((graph) => known.has(graph)));
  const own = (field.directives ?? []).filter((directive) => directive.name.value === 'join__field');
  // A field that says nothing of graphs is in all that know its type.
  const everywhere = own.length === 0 && requiring.size > 0 ? [...known].filter((graph) => !requiring.has(graph)) : [];
  const resolved = own.filter((directive) => {
    const graph = argumentOf(directive, 'graph');
    return graph === undefined || !requiring.has(graph) || !isTrue(directive, 'external');
  });
  const graphs = new Set(resolved.map((directive) => argumentOf(directive, 'graph')));
  return {
    kind: Kind.FIELD_DEFINITION,
    name: { kind: Kind.NAME, value: name },
    type: field.type,
    directives: [
      ...(field.directives ?? []).filter((directive) => directive.name.value === 'inaccessible'),
      ...resolved,
      ...everywhere.map(resolvedIn),
      ...[...requiring].filter((graph) => !graphs.has(graph)).map(externalIn),
    ],
  };
}
