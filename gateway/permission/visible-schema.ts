import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';

/** A schema without the fields that are not permitted, and without types that nothing leads to then. Undefined when no query is left. */
export function visibleSchema(
  schema: GraphQLSchema,
  isPermitted: (type: string, field: string) => boolean,
): GraphQLSchema | undefined {
  const permitted = mapSchema(schema, {
    [MapperKind.COMPOSITE_FIELD]: (config, field, type) => (isPermitted(type, field) ? config : null),
  });
  const pruned = pruneSchema(permitted, { skipPruning: ({ name }) => isBuiltIn(name) });
  return pruned.getQueryType() ? pruned : undefined;
}

/** Scalars of the specification are there whether or not they are used. */
function isBuiltIn(name: string): boolean {
  return ['String', 'Boolean', 'Int', 'Float', 'ID'].includes(name);
}
