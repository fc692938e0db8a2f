import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What of an operation's root is asked of subgraphs; the rest, introspection, is answered here. */
export function fetchedFields(
  { operation, selectionSet }: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly SelectionNode[] {
  const selections = operation === 'mutation' ? inOrder(selectionSet, fragments) : selectionSet.selections;
  return selections.filter((node) => node.kind !== Kind.FIELD || !node.name.value.startsWith('__'));
}

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
