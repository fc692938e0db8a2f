import {
  type DocumentNode,
  execute,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  parse,
  visit,
} from 'graphql';
import { compactText } from '../plan/compact-text.js';
import type { PlannedDocument } from '../plan/planned-document.js';

/** One introspection field, as an operation of its own. */
export interface Introspection {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** As the client wrote it: its fragments too, none of which is planned. It stands at the root of a query whatever is around it. */
export function introspectionOf(
  asked: FieldNode,
  { operation, clientFragments }: PlannedDocument,
  variables: Readonly<Record<string, unknown>>,
): Introspection {
  const { alias: _, ...field } = asked;
  const fragments = new Map<string, FragmentDefinitionNode>();
  const used = new Set<string>();
  const collect = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: ({ name }) => void used.add(name.value),
      FragmentSpread({ name }) {
        const fragment = clientFragments.get(name.value);
        if (!fragment || fragments.has(name.value)) return;
        fragments.set(name.value, fragment);
        collect(fragment);
      },
    });
  };
  collect(field);
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) =>
          used.has(variable.name.value),
        ),
        selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
      },
      ...fragments.values(),
    ],
  };
  return {
    text: compactText(document),
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name))),
  };
}

/** JSON of the one field, from the schema that the caller may see. */
export function introspect({ text, variables }: Introspection, schema: GraphQLSchema): string {
  const result = execute({ schema, document: parse(text, { noLocation: true }), variableValues: variables });
  if (result instanceof Promise || result.errors) throw new Error('introspection of the API schema failed');
  return JSON.stringify(Object.values(result.data ?? {})[0] ?? null);
}
