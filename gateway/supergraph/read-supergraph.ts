import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { parse, printSchema } from 'graphql';
import { readRequirements, type RequirementFacts } from '../permission/requirements.js';
import { type CostRules, readCostRules } from './cost-rules.js';
import { type FeedRules, readFeedRules } from './feed-rules.js';
import { type FieldOwners, readFieldOwners } from './field-owners.js';
import { type GraphTypeFacts, readGraphTypes } from './graph-types.js';
import { type FieldSourceFacts, readFieldSources } from './plannable/field-sources.js';
import { SupergraphError } from './supergraph-error.js';

/** What a supergraph says, as plain data that can go from thread to thread. */
export interface SupergraphFacts {
  readonly sdl: string;
  /** The schema that clients see; it is valid. */
  readonly apiSdl: string;
  readonly types: GraphTypeFacts;
  readonly sources: FieldSourceFacts;
  readonly requirements: RequirementFacts;
  readonly owners: FieldOwners;
  readonly feeds: FeedRules;
  readonly costs: CostRules;
  readonly subgraphs: readonly SubgraphAddress[];
}

export interface SubgraphAddress {
  readonly name: string;
  /** Where it answers GraphQL over HTTP; subscriptions go to the same path over WebSocket. */
  readonly url: string;
}

/**
 * Reads supergraph SDL, for hundreds of milliseconds when it is large. Throws SupergraphError when it is none, or uses a feature that the
 * gateway does not have.
 */
export function readSupergraph(sdl: string): SupergraphFacts {
  try {
    const document = parse(sdl);
    const supergraph = Supergraph.build(document, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
    return {
      sdl,
      apiSdl: printSchema(supergraph.apiSchema().toGraphQLJSSchema()),
      types: readGraphTypes(document),
      sources: readFieldSources(document),
      requirements: readRequirements(document),
      owners: readFieldOwners(document),
      feeds: readFeedRules(document),
      costs: readCostRules(document),
      subgraphs: supergraph.subgraphsMetadata().map(({ name, url }) => ({ name, url })),
    };
  } catch (error) {
    throw new SupergraphError(
      `The supergraph cannot be served: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
