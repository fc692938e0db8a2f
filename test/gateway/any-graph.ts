import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import { parse } from 'graphql';
import { engineDefaults } from '../../gateway/config.js';
import type { IssuerConfig } from '../../gateway/issuers.js';
import { createGateway, type Gateway } from '../../gateway/gateway.js';
import { ask, type GraphqlAnswer, temporaryFolder } from './toy-gateway.js';
import { serveToySubgraph, type ToySubgraph } from './toy-subgraph.js';

export interface SubgraphSource {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: GraphQLResolverMap;
}

export interface RunningGraph extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly subgraphs: readonly ToySubgraph[];
  readonly supergraphSdl: string;
  /** The file that is served. */
  readonly supergraphFile: string;
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<GraphqlAnswer>;
}

/** Any subgraphs, each on a port of its own, behind a gateway in open mode. */
export async function startGraph(
  sources: readonly SubgraphSource[],
  engine: Partial<ReturnType<typeof engineDefaults>> = {},
  issuers: readonly IssuerConfig[] = [],
): Promise<RunningGraph> {
  await using stack = new AsyncDisposableStack();
  const subgraphs: ToySubgraph[] = [];
  for (const source of sources) subgraphs.push(stack.use(await serveToySubgraph(source)));
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, origin, typeDefs }) => ({ name, url: `${origin}/graphql`, typeDefs: parse(typeDefs) })),
  );
  if (supergraphSdl === undefined) throw new Error(String(errors));
  const folder = stack.use(await temporaryFolder());
  const supergraphFile = join(folder.path, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphSdl);
  const gateway = stack.use(
    await createGateway({
      host: '127.0.0.1',
      port: 0,
      graph: { mode: 'open', supergraphFile, issuers },
      ...engineDefaults(),
      ...engine,
      logLevel: 'silent',
    }),
  );
  const owned = stack.move();
  return {
    gateway,
    subgraphs,
    supergraphSdl,
    supergraphFile,
    ask: (query, variables, headers) => ask(gateway.url, query, variables, headers),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
