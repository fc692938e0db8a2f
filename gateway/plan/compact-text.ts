import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * An executable document as text that nobody reads. `print` indents each line once more for each selection around it, which takes tens of
 * milliseconds for thousands of fields below dozens of fragments.
 */
export function compactText({ definitions }: DocumentNode): string {
  return definitions
    .map((definition) => {
      if (definition.kind === Kind.OPERATION_DEFINITION) return operationText(definition);
      return definition.kind === Kind.FRAGMENT_DEFINITION ? fragmentText(definition) : print(definition);
    })
    .join(' ');
}

function operationText({
  operation,
  name,
  variableDefinitions = [],
  directives,
  selectionSet,
}: OperationDefinitionNode): string {
  const variables = variableDefinitions.length > 0 ? `(${variableDefinitions.map(print).join(' ')})` : '';
  return `${operation} ${name?.value ?? ''}${variables}${directivesText(directives)}${setText(selectionSet)}`;
}

function fragmentText({ name, typeCondition, directives, selectionSet }: FragmentDefinitionNode): string {
  return `fragment ${name.value} on ${typeCondition.name.value}${directivesText(directives)}${setText(selectionSet)}`;
}

function setText({ selections }: SelectionSetNode): string {
  return `{${selections.map(selectionText).join(' ')}}`;
}

function selectionText(node: SelectionNode): string {
  const directives = directivesText(node.directives);
  if (node.kind === Kind.FRAGMENT_SPREAD) return `...${node.name.value}${directives}`;
  if (node.kind === Kind.INLINE_FRAGMENT) {
    const on = node.typeCondition ? `on ${node.typeCondition.name.value}` : '';
    return `...${on}${directives}${setText(node.selectionSet)}`;
  }
  const alias = node.alias ? `${node.alias.value}:` : '';
  const given = node.arguments?.length ? `(${node.arguments.map(print).join(' ')})` : '';
  return `${alias}${node.name.value}${given}${directives}${node.selectionSet ? setText(node.selectionSet) : ''}`;
}

function directivesText(directives: readonly DirectiveNode[] = []): string {
  return directives.length > 0 ? ` ${directives.map(print).join(' ')}` : '';
}
