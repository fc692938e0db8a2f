import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getOperationAST,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { GraphTypes } from '../supergraph/graph-types.js';
import { compactText } from './compact-text.js';
import { fieldType } from './field-type.js';
import { liftFields } from './lift-fields.js';
import { plannedVariable } from './planned-variables.js';
import { fetchedFields } from './root-fields.js';
import { SharedFields } from './shared-fields.js';

/** What clients see of the supergraph that is planned over. */
export interface PlannerSchema {
  readonly schema: GraphQLSchema;
  readonly types: GraphTypes;
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * What the planner reads of a planned document: without introspection, with types asked in a way that it cannot answer too early, and
 * fields where it can plan them. Made in its thread: of a large document that takes some milliseconds.
 */
export function plannerText(text: string, { schema, types }: PlannerSchema): string {
  const document = parse(text, { noLocation: true });
  const operation = getOperationAST(document);
  if (!operation) throw new Error('what is planned is one operation');
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const selections = fetchedFields(operation, fragments);
  const root = schema.getRootType(operation.operation)?.name ?? '';
  const context = { fragments, schema, types, shared: new SharedFields(fragments, schema, types) };
  const lift = (set: SelectionSetNode, parent: string) => liftFields(set, parent, context);
  const parents: string[] = [];
  const rewritten = visit(
    {
      kind: Kind.DOCUMENT,
      definitions: [
        { ...operation, selectionSet: lift({ ...operation.selectionSet, selections }, root) },
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
