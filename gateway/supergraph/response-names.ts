import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import type { ResponseNames } from '../operation.js';

const PREFIX = '_hub_';

/** Aliases that are also the name of some field are kept apart from it; all other names stay as they are. */
export function responseNames(schema: GraphQLSchema): ResponseNames {
  const fields = new Set(['__typename']);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) || isInterfaceType(type)) for (const name of Object.keys(type.getFields())) fields.add(name);
  }
  return {
    planned(alias, field) {
      const mistakable = alias !== field && (fields.has(alias) || alias.startsWith(PREFIX));
      return mistakable ? PREFIX + alias : alias;
    },
    client: (planned) => (planned.startsWith(PREFIX) && !fields.has(planned) ? planned.slice(PREFIX.length) : planned),
  };
}
