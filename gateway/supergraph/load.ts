import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { type GraphQLSchema, isAbstractType } from 'graphql';
import type { IsOfType, ResponseNames } from '../operation.js';
import { responseNames } from './response-names.js';

/** What the gateway knows of the graph it serves. */
export interface LoadedSupergraph {
  readonly supergraph: Supergraph;
  readonly sdl: string;
  /** What clients may see and ask. */
  readonly apiSchema: GraphQLSchema;
  readonly isOfType: IsOfType;
  readonly names: ResponseNames;
  readonly subgraphs: readonly SubgraphAddress[];
}

export interface SubgraphAddress {
  readonly name: string;
  /** Where it answers GraphQL over HTTP; subscriptions go to the same path over WebSocket. */
  readonly url: string;
}

/** The supergraph cannot be served; the message says why, for a person. */
export class SupergraphError extends Error {
  override readonly name = 'SupergraphError';
}

/** `@context` needs values from a fetch's surroundings, which the plan runner does not collect. */
const FEATURES = new Set([...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter((url) => !url.includes('/context/')));

/** Reads supergraph SDL. Throws SupergraphError when it is none, or uses a feature that the gateway does not have. */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  try {
    const supergraph = Supergraph.build(sdl, { supportedFeatures: FEATURES });
    const subgraphs = [...supergraph.subgraphs().values()].map(({ name, url }) => ({ name, url }));
    const apiSchema = supergraph.apiSchema().toGraphQLJSSchema();
    const whole = supergraph.schema.toGraphQLJSSchema();
    return { supergraph, sdl, apiSchema, isOfType: typeCheck(whole), names: responseNames(whole), subgraphs };
  } catch (error) {
    throw new SupergraphError(
      `The supergraph cannot be served: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function typeCheck(schema: GraphQLSchema): IsOfType {
  return (typename, type) => {
    if (typename === undefined || typename === null || typename === type) return true;
    const wanted = schema.getType(type);
    const actual = schema.getType(String(typename));
    if (!wanted || !actual || !isAbstractType(wanted)) return false;
    return 'getInterfaces' in actual && schema.isSubType(wanted, actual);
  };
}
