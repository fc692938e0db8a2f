import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { type GraphQLSchema, parse } from 'graphql';
import type { OwnersOf } from '../permission/claims.js';
import { type CostRules, readCostRules } from './cost-rules.js';
import { type FeedRules, readFeedRules } from './feed-rules.js';
import { fieldOwners } from './field-owners.js';
import { readRequirements, type Requirements } from '../permission/requirements.js';
import { type GraphTypes, graphTypes } from './graph-types.js';
import { type FieldSources, fieldSources } from './plannable/field-sources.js';

/** What the gateway knows of the graph it serves. */
export interface LoadedSupergraph {
  readonly sdl: string;
  /** What clients may see and ask. */
  readonly apiSchema: GraphQLSchema;
  readonly types: GraphTypes;
  /** What it asks of callers. */
  readonly requirements: Requirements;
  readonly ownersOf: OwnersOf;
  readonly sources: FieldSources;
  /** Subscriptions that can be gone on with. */
  readonly feeds: FeedRules;
  /** What operations cost. */
  readonly costs: CostRules;
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

/** Reads supergraph SDL. Throws SupergraphError when it is none, or uses a feature that the gateway does not have. */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  try {
    const document = parse(sdl);
    const supergraph = Supergraph.build(document, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
    const subgraphs = supergraph.subgraphsMetadata().map(({ name, url }) => ({ name, url }));
    const apiSchema = supergraph.apiSchema().toGraphQLJSSchema();
    return {
      sdl,
      apiSchema,
      types: graphTypes(document),
      requirements: readRequirements(document),
      ownersOf: fieldOwners(document),
      sources: fieldSources(document),
      feeds: readFeedRules(document),
      costs: readCostRules(document),
      subgraphs,
    };
  } catch (error) {
    throw new SupergraphError(
      `The supergraph cannot be served: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
