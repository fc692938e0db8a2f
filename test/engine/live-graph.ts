import { Kind, type ObjectTypeDefinitionNode, parse, print } from 'graphql';
import type { Graph } from './graphs.js';

/** The same graph in which each field of a query can be subscribed to, at the subgraph that answers it. */
export function liveGraph(graph: Graph): Graph {
  return Object.fromEntries(
    Object.entries(graph).map(([name, sdl]) => {
      const query = parse(sdl).definitions.find(
        (definition) =>
          (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION) &&
          definition.name.value === 'Query',
      ) as ObjectTypeDefinitionNode | undefined;
      const fields = (query?.fields ?? []).map((field) =>
        print({
          ...field,
          directives: [],
          // A subscription belongs to one subgraph.
          name: { kind: Kind.NAME, value: `${name}_${field.name.value}` },
        }),
      );
      return [name, fields.length > 0 ? `${sdl}\ntype Subscription { ${fields.join('\n')} }` : sdl];
    }),
  );
}
