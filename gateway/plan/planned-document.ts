import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { GraphTypes } from '../supergraph/graph-types.js';
import type { Denial } from '../permission/denials.js';
import type { Decision } from '../permission/permissions.js';
import { isHidden } from './hidden-fields.js';
import { compactText } from './compact-text.js';
import { fieldType } from './field-type.js';
import { fetchedFields } from './root-fields.js';

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
  /** Where it is not the field's own name. */
  const responseNames = new Map<FieldNode, string>();
  const unasked = new Set<FieldNode>([TYPENAME]);
  const answeredAs = (made: FieldNode, response: string) => {
    if (response !== made.name.value) responseNames.set(made, response);
  };
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
    directives.some((directive) => {
      if (!isCondition(directive)) return false;
      const { name, arguments: [condition] = [] } = directive;
      const value = condition?.value;
      const on = value?.kind === Kind.VARIABLE ? variables[value.name.value] === true : isTrue(value);
      return on === (name.value === 'skip');
    });
  const kept = (directives: readonly DirectiveNode[] | undefined) =>
    directives?.some(isCondition) ? directives.filter((directive) => !isCondition(directive)) : directives;

  const fieldOf = (node: FieldNode, parent: string): SelectionNode[] => {
    const name = node.name.value;
    const response = (node.alias ?? node.name).value;
    if (name === '__typename') {
      const plain = node.alias || node.directives?.length ? { kind: Kind.FIELD as const, name: node.name } : node;
      answeredAs(plain, response);
      return [plain];
    }
    const rules = name.startsWith('__') ? [] : unmet(parent, name);
    if (rules.length > 0) {
      // The planner may know the type of what is around it; that asks nobody for anything that is denied.
      const denied: FieldNode = { ...TYPENAME };
      answeredAs(denied, response);
      denials.set(denied, { type: parent, field: name, unmet: rules });
      return [denied];
    }
    const args = (node.arguments ?? []).map((argument: ArgumentNode) => print(argument)).join(',');
    const plain = (node.alias === undefined || response === name) && args === '' && !types.isMistakable(name);
    const alias = plain
      ? undefined
      : { kind: Kind.NAME as const, value: uniqueName(`${response}:${name}(${args})`, name) };
    const selectionSet =
      node.selectionSet && !name.startsWith('__')
        ? notEmpty(setOf(node.selectionSet, fieldType(schema, parent, name)))
        : node.selectionSet;
    const made = changed(node, { alias, directives: kept(node.directives), selectionSet });
    if (isHidden(node)) {
      hidden.set(name, (made.alias ?? made.name).value);
      unasked.add(made);
    } else answeredAs(made, response);
    return [made];
  };
  const fragment = (name: string): boolean => {
    if (fragments.has(name)) return true;
    const original = originals.get(name);
    if (empty.has(name) || !original) return false;
    const selectionSet = setOf(original.selectionSet, original.typeCondition.name.value);
    if (selectionSet.selections.length === 0) empty.add(name);
    else fragments.set(name, changed(original, { directives: kept(original.directives), selectionSet }));
    return selectionSet.selections.length > 0;
  };
  const selectionOf = (node: SelectionNode, parent: string): SelectionNode[] => {
    if (excluded(node.directives)) return [];
    if (node.kind === Kind.FIELD) return fieldOf(node, parent);
    const directives = kept(node.directives);
    if (node.kind === Kind.FRAGMENT_SPREAD) return fragment(node.name.value) ? [changed(node, { directives })] : [];
    const selectionSet = setOf(node.selectionSet, node.typeCondition?.name.value ?? parent);
    return selectionSet.selections.length > 0 ? [changed(node, { directives, selectionSet })] : [];
  };
  const setOf = (set: SelectionSetNode, parent: string): SelectionSetNode => {
    const selections = set.selections.flatMap((node) => selectionOf(node, parent));
    const isSame =
      selections.length === set.selections.length && selections.every((node, index) => node === set.selections[index]);
    return isSame ? set : { ...set, selections };
  };

  const root = setOf(definition.selectionSet, schema.getRootType(definition.operation)?.name ?? '');
  const operation = { ...definition, selectionSet: root };
  return {
    text: textOf(operation, fragments),
    operation,
    fragments,
    clientFragments: originals,
    responseName: (field) => (unasked.has(field) ? undefined : (responseNames.get(field) ?? field.name.value)),
    denial: (field) => denials.get(field),
    hasDenials: denials.size > 0,
    hidden,
  };
}

/** The node itself when nothing of it changes: of a large document most stays as it is, and what is planned is kept. */
function changed<Node extends object>(
  node: Node,
  changes: { readonly [Key in keyof Node]?: Node[Key] | undefined },
): Node {
  for (const key in changes) if (changes[key] !== node[key]) return { ...node, ...changes };
  return node;
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

function isTrue(value: ArgumentNode['value'] | undefined): boolean {
  return value?.kind === Kind.BOOLEAN && value.value;
}

/** A selection of which conditions leave nothing still needs something to be planned. */
function notEmpty(set: SelectionSetNode): SelectionSetNode {
  return set.selections.length > 0 ? set : { ...set, selections: [TYPENAME] };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Undefined when all root fields are answered here. */
function textOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string | undefined {
  if (fetchedFields(operation, fragments).length === 0) return undefined;
  return compactText({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] });
}
