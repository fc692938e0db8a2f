import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  type ValidationRule,
} from 'graphql';

/**
 * A subscription has one root field (GraphQL specification §5.2.4.1), and that is no introspection field. Conditions do
 * not count: what they say is known only with the variables, without which the library's own rule throws.
 */
const SingleRootFieldRule: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    if (operation.operation !== 'subscription') return;
    const names = new Set<string>();
    const seen = new Set<FragmentDefinitionNode>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) {
          names.add((selection.alias ?? selection.name).value);
          if (selection.name.value.startsWith('__')) refuse('must not be an introspection field');
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect(selection.selectionSet);
        } else {
          const fragment = context.getFragment(selection.name.value);
          if (!fragment || seen.has(fragment)) continue;
          seen.add(fragment);
          collect(fragment.selectionSet);
        }
      }
    };
    const refuse = (what: string) =>
      context.reportError(new GraphQLError(`The root field of a subscription ${what}.`, { nodes: operation }));
    collect(operation.selectionSet);
    if (names.size > 1) refuse(`must be the only one, but there are ${names.size}`);
  },
});

/** The rules of the specification, with those of the library that cannot be used as they are replaced. */
export const VALIDATION_RULES: readonly ValidationRule[] = specifiedRules.map((rule) =>
  rule === SingleFieldSubscriptionsRule ? SingleRootFieldRule : rule,
);
