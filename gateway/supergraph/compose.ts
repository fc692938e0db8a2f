import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { SupergraphError } from './supergraph-error.js';

/** A subgraph's schema and where it is served. */
export interface SubgraphSchema {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** One supergraph of all subgraphs. Throws SupergraphError with a sentence for each thing that does not fit. */
export function compose(subgraphs: readonly SubgraphSchema[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parsed(name, sdl) })),
  );
  if (supergraphSdl !== undefined) return supergraphSdl;
  const sentences = (errors ?? []).map(
    ({ message, extensions }) => `  - ${message} (${String(extensions?.['code'] ?? 'no code')})`,
  );
  throw new SupergraphError(`The subgraphs do not compose:\n${sentences.join('\n')}`);
}

function parsed(name: string, sdl: string) {
  try {
    return parse(sdl, { noLocation: false });
  } catch (error) {
    throw new SupergraphError(
      `The schema of ${name} is not GraphQL: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
