import { type FieldNode, getNamedType, type GraphQLSchema } from 'graphql';

/** The name of a field's type; empty when the parent has no such field. */
export function fieldType(schema: GraphQLSchema, parent: string, name: string): string {
  const type = schema.getType(parent);
  const field = type && 'getFields' in type ? type.getFields()[name] : undefined;
  return field ? getNamedType(field.type).name : '';
}

/** Under which name a field is answered. */
export function responseName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
