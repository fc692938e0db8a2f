import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { GraphTypes } from '../supergraph/graph-types.js';
import type { Denial } from '../permission/denials.js';
import type { Decision } from '../permission/permissions.js';
import { isHidden } from './hidden-fields.js';
import { compactText } from './compact-text.js';
import { fieldType, liftFields } from './lift-fields.js';

/**
 * An operation as it is planned. Conditions are resolved; each field with an alias or arguments has a response name of
 * its own, because the planner adds keys and required fields under their plain names and takes one for the other.
 */
export interface PlannedDocument {
  /** Undefined when nothing needs to be fetched, for example for introspection. */
  readonly text: string | undefined;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** As they are written. */
  readonly clientFragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The client's response name of a field of `operation` or `fragments`; undefined when the client did not ask for it. */
  responseName(field: FieldNode): string | undefined;
  /** Why a field of `operation` or `fragments` is not asked of anybody. */
  denial(field: FieldNode): Denial | undefined;
  /** Whether any is. */
  readonly hasDenials: boolean;
  /** Names under which fields come that are fetched and not answered, by the fields' own. */
  readonly hidden: ReadonlyMap<string, string>;
}

/** Clients' variables that begin like the planner's own get this in front. */
const CLIENT = 'client__';

/** The client's name of a variable of a planned document. */
export function clientVariable(planned: string): string {
  return planned.startsWith(CLIENT) ? planned.slice(CLIENT.length) : planned;
}

function plannedVariable(name: string): string {
  return name === 'representations' || /^(__|client__|contextualArgument_)/.test(name) ? CLIENT + name : name;
}

/** `variables`: coerced, defaults included; conditions look there. */
export function plannedDocument(
  document: DocumentNode,
  definition: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
  types: GraphTypes,
  { unmet }: Pick<Decision, 'unmet'>,
): PlannedDocument {
  const originals = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) originals.set(node.name.value, node);
  const fragments = new Map<string, FragmentDefinitionNode>();
  const empty = new Set<string>();
  const responseNames = new WeakMap<FieldNode, string>();
  const denials = new Map<FieldNode, Denial>();
  const hidden = new Map<string, string>();
  const names = new Map<string, string>();
  const uniqueName = (key: string, field: string): string => {
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = `${types.aliasPrefix}${names.size}_${field}`;
    names.set(key, name);
    return name;
  };

  const excluded = (directives: readonly DirectiveNode[] = []) =>
    directives.some(({ name, arguments: [condition] = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return false;
      const value = condition?.value;
      const on = value?.kind === Kind.VARIABLE ? variables[value.name.value] === true : isTrue(value);
      return on === (name.value === 'skip');
    });
  const kept = (directives: readonly DirectiveNode[] = []) =>
    directives.filter(({ name }) => name.value !== 'skip' && name.value !== 'include');

  const fieldOf = (node: FieldNode, parent: string): SelectionNode[] => {
    const name = node.name.value;
    const response = (node.alias ?? node.name).value;
    if (name === '__typename') {
      const plain: FieldNode = { kind: Kind.FIELD, name: node.name };
      responseNames.set(plain, response);
      return [plain];
    }
    const rules = name.startsWith('__') ? [] : unmet(parent, name);
    if (rules.length > 0) {
      // The planner may know the type of what is around it; that asks nobody for anything that is denied.
      const denied: FieldNode = { ...TYPENAME };
      responseNames.set(denied, response);
      denials.set(denied, { type: parent, field: name, unmet: rules });
      return [denied];
    }
    const { alias, ...bare } = node;
    const args = (node.arguments ?? []).map((argument: ArgumentNode) => print(argument)).join(',');
    const plain = (alias === undefined || response === name) && args === '' && !types.isMistakable(name);
    const named: FieldNode = plain
      ? bare
      : { ...bare, alias: { kind: Kind.NAME, value: uniqueName(`${response}:${name}(${args})`, name) } };
    const selectionSet =
      node.selectionSet && !name.startsWith('__')
        ? notEmpty(setOf(node.selectionSet, fieldType(schema, parent, name)))
        : node.selectionSet;
    const made: FieldNode = { ...named, directives: kept(node.directives), ...(selectionSet && { selectionSet }) };
    if (isHidden(node)) hidden.set(name, (made.alias ?? made.name).value);
    else responseNames.set(made, response);
    return [made];
  };
  const fragment = (name: string): boolean => {
    if (fragments.has(name)) return true;
    const original = originals.get(name);
    if (empty.has(name) || !original) return false;
    const selectionSet = setOf(original.selectionSet, original.typeCondition.name.value);
    if (selectionSet.selections.length === 0) empty.add(name);
    else fragments.set(name, { ...original, directives: kept(original.directives), selectionSet });
    return selectionSet.selections.length > 0;
  };
  const selectionOf = (node: SelectionNode, parent: string): SelectionNode[] => {
    if (excluded(node.directives)) return [];
    if (node.kind === Kind.FIELD) return fieldOf(node, parent);
    const directives = kept(node.directives);
    if (node.kind === Kind.FRAGMENT_SPREAD) return fragment(node.name.value) ? [{ ...node, directives }] : [];
    const selectionSet = setOf(node.selectionSet, node.typeCondition?.name.value ?? parent);
    return selectionSet.selections.length > 0 ? [{ ...node, directives, selectionSet }] : [];
  };
  const setOf = (set: SelectionSetNode, parent: string): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((node) => selectionOf(node, parent)),
  });

  const root = setOf(definition.selectionSet, schema.getRootType(definition.operation)?.name ?? '');
  const operation = { ...definition, selectionSet: root };
  return {
    text: textOf(operation, fragments, schema, types),
    operation,
    fragments,
    clientFragments: originals,
    responseName: (field) => responseNames.get(field),
    denial: (field) => denials.get(field),
    hasDenials: denials.size > 0,
    hidden,
  };
}

function isTrue(value: ArgumentNode['value'] | undefined): boolean {
  return value?.kind === Kind.BOOLEAN && value.value;
}

/** A selection of which conditions leave nothing still needs something to be planned. */
function notEmpty(set: SelectionSetNode): SelectionSetNode {
  return set.selections.length > 0 ? set : { ...set, selections: [TYPENAME] };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Root fields as they are written, without the fragments around them: the planner puts equal fragments together, and mutations are to be done
 * in the order in which they are written. All root fields are of one type, so fragments there exclude nothing.
 */
function inOrder(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  spread = new Set<string>(),
): readonly SelectionNode[] {
  return set.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    if (node.kind === Kind.INLINE_FRAGMENT) return inOrder(node.selectionSet, fragments, spread);
    const fragment = fragments.get(node.name.value);
    if (!fragment || spread.has(node.name.value)) return [];
    spread.add(node.name.value);
    return inOrder(fragment.selectionSet, fragments, spread);
  });
}

/** What the planner reads: without introspection, and with types asked in a way that it cannot answer too early. */
function textOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  schema: GraphQLSchema,
  types: GraphTypes,
): string | undefined {
  const selections =
    operation.operation === 'mutation' ? inOrder(operation.selectionSet, fragments) : operation.selectionSet.selections;
  const withoutTypes = selections.filter((node) => node.kind !== Kind.FIELD || !node.name.value.startsWith('__'));
  if (withoutTypes.length === 0) return undefined;
  const root = schema.getRootType(operation.operation)?.name ?? '';
  const lift = (set: SelectionSetNode, parent: string) => liftFields(set, parent, fragments, schema, types);
  const parents: string[] = [];
  const rewritten = visit(
    {
      kind: Kind.DOCUMENT,
      definitions: [
        { ...operation, selectionSet: lift({ ...operation.selectionSet, selections: withoutTypes }, root) },
        ...[...fragments.values()].map((fragment) => ({
          ...fragment,
          selectionSet: lift(fragment.selectionSet, fragment.typeCondition.name.value),
        })),
      ],
    } satisfies DocumentNode,
    {
      OperationDefinition: {
        enter: () => void parents.push(root),
        leave: () => void parents.pop(),
      },
      FragmentDefinition: {
        enter: (node) => void parents.push(node.typeCondition.name.value),
        leave: () => void parents.pop(),
      },
      InlineFragment: {
        enter: (node) => void parents.push(node.typeCondition?.name.value ?? parents.at(-1) ?? ''),
        leave: () => void parents.pop(),
      },
      Field: {
        enter(node) {
          const parent = parents.at(-1) ?? '';
          if (node.name.value === '__typename' && types.isInterfaceObject(parent)) return undefined;
          parents.push(fieldType(schema, parent, node.name.value));
          return undefined;
        },
        leave(node) {
          if (node.name.value === '__typename' && types.isInterfaceObject(parents.at(-1) ?? '')) return undefined;
          parents.pop();
          // Introspection is answered here; its place keeps a selection that is never empty.
          return node.name.value === '__schema' || node.name.value === '__type' ? TYPENAME : undefined;
        },
      },
      SelectionSet: {
        leave(node) {
          const parent = schema.getType(parents.at(-1) ?? '');
          if (!parent || !isAbstractType(parent) || !types.isInterfaceObject(parent.name)) return undefined;
          // A subgraph that knows the interface as an object would answer its name: ask for the objects' own, also where a
          // type condition depends on it that the planner finds to be never met.
          const asked = node.selections.some(
            (selection) => selection.kind !== Kind.FIELD || selection.name.value === '__typename',
          );
          if (!asked) return undefined;
          const perType = schema.getPossibleTypes(parent).map(({ name }): SelectionNode => ({
            kind: Kind.INLINE_FRAGMENT,
            typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
            selectionSet: { kind: Kind.SELECTION_SET, selections: [TYPENAME] },
          }));
          return { ...node, selections: [...node.selections, ...perType] };
        },
      },
      Variable(node) {
        const value = plannedVariable(node.name.value);
        return value === node.name.value ? undefined : { ...node, name: { ...node.name, value } };
      },
    },
  );
  return compactText(rewritten);
}
