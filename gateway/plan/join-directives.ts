import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type ConstValueNode,
  type DefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';

/** Types with fields of their own. */
export type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export function isComposite(definition: DefinitionNode): definition is Composite {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

/** The text of a string or enum argument. */
export function argumentOf(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value && 'value' in value && typeof value.value === 'string' ? value.value : undefined;
}

export function isTrue(directive: ConstDirectiveNode, name: string): boolean {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN && value.value;
}

/** The directive with an argument set, whether it had it or not. */
export function withArgument(directive: ConstDirectiveNode, name: string, value: ConstValueNode): ConstDirectiveNode {
  const others = (directive.arguments ?? []).filter((argument) => argument.name.value !== name);
  return { ...directive, arguments: [...others, argument(name, value)] };
}

/** The name of a type without lists and `!`. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** All names in a text such as a selection of fields, those of arguments too. */
export function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/\w+/g)].map(([word]) => word);
}

/** `@join__field(graph: …)`. */
export function resolvedIn(graph: string): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'join__field' },
    arguments: [argument('graph', { kind: Kind.ENUM, value: graph })],
  };
}

/** `@join__field(graph: …, external: true)`. */
export function externalIn(graph: string): ConstDirectiveNode {
  return withArgument(resolvedIn(graph), 'external', { kind: Kind.BOOLEAN, value: true });
}

/** The graphs that know a type. */
export function graphsOf({ directives }: Composite): ReadonlySet<string> {
  const graphs = new Set<string>();
  for (const directive of directives ?? []) {
    const graph = directive.name.value === 'join__type' ? argumentOf(directive, 'graph') : undefined;
    if (graph !== undefined) graphs.add(graph);
  }
  return graphs;
}

function argument(name: string, value: ConstValueNode): ConstArgumentNode {
  return { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value };
}
