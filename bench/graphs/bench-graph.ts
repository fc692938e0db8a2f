import { composeServices } from '@apollo/composition';
import { type GraphQLSchema, parse } from 'graphql';

/** A graph with the query that is measured on it. */
export interface BenchGraph {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** SDL by subgraph. */
  readonly sdl: Readonly<Record<string, string>>;
  /** Executable; resolvers may be slow, because each distinct request is resolved once. */
  readonly schemaOf: (subgraph: string) => GraphQLSchema;
}

export function supergraphOf({ sdl }: Pick<BenchGraph, 'sdl'>, urlOf: (subgraph: string) => string): string {
  const services = Object.keys(sdl).map((name) => ({ name, url: urlOf(name), typeDefs: parse(sdl[name] ?? '') }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(String(errors));
  return supergraphSdl;
}
