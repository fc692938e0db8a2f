import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** Every field that can be asked without arguments, `depth` levels of objects deep, as a selection set. */
export function selectAll(schema: GraphQLSchema, type: GraphQLObjectType, depth: number): string {
  const parts = ['__typename'];
  for (const field of Object.values(type.getFields())) {
    if (field.args.some(isRequiredArgument) || isExternal(field)) continue;
    const selection = select(schema, field, depth);
    if (selection !== undefined) parts.push(selection);
  }
  return `{ ${parts.join(' ')} }`;
}

function select(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>, depth: number): string | undefined {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return field.name;
  if (isConnection(type.name)) {
    const node = connectionNode(schema, type.name);
    if (depth === 0 || !node) return undefined;
    return `${field.name}(first: 3) { totalCount pageInfo { hasNextPage } edges { cursor node ${selectAll(schema, node, depth - 1)} } }`;
  }
  if (isObjectType(type)) return depth === 0 ? undefined : `${field.name} ${selectAll(schema, type, depth - 1)}`;
  if (isInterfaceType(type) && depth > 0) {
    const of = schema.getPossibleTypes(type).map((each) => `... on ${each.name} { __typename }`);
    return `${field.name} { __typename ${of.join(' ')} }`;
  }
  return `${field.name} { __typename }`;
}

export function isConnection(name: string): boolean {
  return name.endsWith('Connection');
}

/** The entity type that a connection lists, where it is an object type. */
export function connectionNode(schema: GraphQLSchema, connection: string): GraphQLObjectType | undefined {
  const edge = schema.getType(connection.replace(/Connection$/, 'Edge'));
  if (!isObjectType(edge)) return undefined;
  const node = edge.getFields()['node'];
  const type = node && getNamedType(node.type);
  return isObjectType(type) ? type : undefined;
}

function isExternal(field: GraphQLField<unknown, unknown>): boolean {
  return field.astNode?.directives?.some(({ name }) => name.value === 'external') ?? false;
}
