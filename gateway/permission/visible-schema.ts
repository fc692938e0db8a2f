import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Requirements } from './requirements.js';

const MAX_SCHEMAS = 20;

/** What introspection shows, by the rules that a caller meets. Each is made once, for up to hundreds of milliseconds. */
export class VisibleSchemas {
  readonly #known = new LRUCache<string, { readonly schema: GraphQLSchema | undefined }>({ max: MAX_SCHEMAS });

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly requirements: Requirements,
  ) {}

  /** `met`: by the indexes of the rules. Undefined when nothing is left. */
  of(met: readonly boolean[]): GraphQLSchema | undefined {
    if (!met.includes(false)) return this.schema;
    const key = met.map(Number).join('');
    let known = this.#known.get(key);
    if (!known) {
      const isPermitted = (type: string, field: string) =>
        this.requirements.of(type, field).every((index) => met[index]);
      known = { schema: visibleSchema(this.schema, isPermitted) };
      this.#known.set(key, known);
    }
    return known.schema;
  }
}

/** A schema without the fields that are not permitted, and without types that nothing leads to then. Undefined when no query is left. */
function visibleSchema(
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
