import { execute, type FieldNode, type GraphQLSchema, Kind, OperationTypeNode } from 'graphql';
import type { PlannedDocument } from '../plan/planned-document.js';

/** Answers an introspection field from the schema that the caller may see; it stands at the root of a query whatever is around it. */
export function introspect(
  field: FieldNode,
  { operation, fragments }: PlannedDocument,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
): string {
  const { alias: _, ...bare } = field;
  const result = execute({
    schema,
    document: {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          ...operation,
          operation: OperationTypeNode.QUERY,
          directives: [],
          selectionSet: { kind: Kind.SELECTION_SET, selections: [bare] },
        },
        ...fragments.values(),
      ],
    },
    variableValues: variables,
  });
  if (result instanceof Promise || result.errors) throw new Error('introspection of the API schema failed');
  return JSON.stringify(result.data?.[field.name.value] ?? null);
}
