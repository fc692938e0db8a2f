import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { GraphTypes } from '../supergraph/graph-types.js';
import { fieldType } from './field-type.js';
import { fragmentOn, type SharedFields } from './shared-fields.js';

/** A document that is planned, and what it is asked of. */
export interface LiftContext {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly schema: GraphQLSchema;
  readonly types: GraphTypes;
  readonly shared: Pick<SharedFields, 'widen'>;
}

/**
 * On objects that come from a subgraph which knows an interface as an object, the planner never ends when it is asked for
 * a field of another such subgraph below a type condition, if that field requires others. Asked of the interface itself
 * the same field is planned at once: so it is lifted out of the condition, and the projection leaves it out again.
 * A condition on another abstract type it cannot plan there at all: that one stands below conditions on each object type.
 * Elsewhere it asks such a field of all objects of the interface, and what it requires only of those that meet the
 * condition: there it is asked of the interface as well.
 */
export function liftFields(asked: SelectionSetNode, parent: string, context: LiftContext): SelectionSetNode {
  const { fragments, schema, types, shared } = context;
  const set = shared.widen(asked, parent);
  const inner = (nested: SelectionSetNode, type: string) => liftFields(nested, type, context);
  const lifted: FieldNode[] = [];
  let isConditional = false;
  /** What is left of a fragment below `parent` when its fields are lifted. */
  const rest = ({ typeCondition, selectionSet }: InlineFragmentNode, isOther: boolean): SelectionSetNode => ({
    ...selectionSet,
    selections: selectionSet.selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) {
        if (!types.isRequiringField(parent, node.name.value)) return [node];
        lifted.push(node);
        isConditional ||= isOther || isOtherType(typeCondition, parent);
        return [];
      }
      const fragment = asInline(node, fragments);
      if (!fragment) return [];
      return withContent(fragment, rest(fragment, isOther || isOtherType(typeCondition, parent)));
    }),
  });
  const selections = set.selections.flatMap((node): SelectionNode[] => {
    if (node.kind === Kind.FIELD) {
      if (!node.selectionSet || node.name.value.startsWith('__')) return [node];
      return [{ ...node, selectionSet: inner(node.selectionSet, fieldType(schema, parent, node.name.value)) }];
    }
    if (!types.isInterfaceObject(parent)) {
      const widened = isAbstractType(schema.getType(parent)) ? widen(node, fragments, schema, types) : undefined;
      if (widened)
        return widened.map((each) => ({ ...each, selectionSet: inner(each.selectionSet, on(each, parent)) }));
      if (node.kind === Kind.FRAGMENT_SPREAD) return [node];
      return [{ ...node, selectionSet: inner(node.selectionSet, on(node, parent)) }];
    }
    const fragment = asInline(node, fragments);
    if (!fragment) return [];
    const condition = on(fragment, parent);
    return withContent(fragment, inner(rest(fragment, false), condition)).flatMap((content) =>
      perObject(content, condition, parent, schema),
    );
  });
  if (lifted.length === 0) return { ...set, selections };
  const fields = lifted.map((field) =>
    field.selectionSet
      ? { ...field, selectionSet: inner(field.selectionSet, fieldType(schema, parent, field.name.value)) }
      : field,
  );
  // A condition must still be decided, though it may stand nowhere now.
  return { ...set, selections: [...selections, ...fields, ...(isConditional ? [TYPENAME] : [])] };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** A fragment on an object type and fragments on its interfaces, with the fields that require others; undefined when it has none. */
function widen(
  node: Exclude<SelectionNode, FieldNode>,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  schema: GraphQLSchema,
  types: GraphTypes,
): readonly InlineFragmentNode[] | undefined {
  const fragment = asInline(node, fragments);
  const object = schema.getType(fragment?.typeCondition?.name.value ?? '');
  if (!fragment || !isObjectType(object)) return undefined;
  const wide: InlineFragmentNode[] = [];
  const rest = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((each): SelectionNode[] => {
      if (each.kind !== Kind.FIELD) {
        const nested = asInline(each, fragments);
        return nested ? withContent(nested, rest(nested.selectionSet)) : [];
      }
      const from = object.getInterfaces().find(({ name }) => types.isRequiringField(name, each.name.value));
      if (!from) return [each];
      wide.push(fragmentOn(from.name, each));
      return [];
    }),
  });
  const narrow = rest(fragment.selectionSet);
  return wide.length > 0 ? [...withContent(fragment, narrow), ...wide] : undefined;
}

function on({ typeCondition }: InlineFragmentNode, parent: string): string {
  return typeCondition?.name.value ?? parent;
}

/** A fragment on another abstract type, below a condition on each object type that it has in common with its parent. */
function perObject(
  fragment: InlineFragmentNode,
  condition: string,
  parent: string,
  schema: GraphQLSchema,
): readonly InlineFragmentNode[] {
  const types = [condition, parent].map((name) => schema.getType(name)).filter(isAbstractType);
  const [narrow, around] = types;
  if (!narrow || !around || condition === parent) return [fragment];
  return schema
    .getPossibleTypes(around)
    .filter((type) => schema.isSubType(narrow, type))
    .map(({ name }) => fragmentOn(name, fragment));
}

function isOtherType(condition: NamedTypeNode | undefined, type: string): boolean {
  return condition !== undefined && condition.name.value !== type;
}

function asInline(
  node: Exclude<SelectionNode, FieldNode>,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): InlineFragmentNode | undefined {
  if (node.kind === Kind.INLINE_FRAGMENT) return node;
  const fragment = fragments.get(node.name.value);
  if (!fragment) return undefined;
  const { typeCondition, selectionSet } = fragment;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives: node.directives ?? [] };
}

function withContent(fragment: InlineFragmentNode, selectionSet: SelectionSetNode): InlineFragmentNode[] {
  return selectionSet.selections.length > 0 ? [{ ...fragment, selectionSet }] : [];
}
