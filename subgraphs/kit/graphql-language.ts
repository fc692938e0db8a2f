export { parse, print } from 'graphql';
export type { DirectiveNode, DocumentNode, FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql';
