import { setImmediate } from 'node:timers/promises';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import type { OwnersOf } from '../permission/claims.js';
import { type RequirementFacts, type Requirements, requirementsOf } from '../permission/requirements.js';
import { ownersOf } from './field-owners.js';
import { type GraphTypeFacts, type GraphTypes, graphTypes } from './graph-types.js';
import { type FieldSources, fieldSources } from './plannable/field-sources.js';
import type { SupergraphFacts } from './read-supergraph.js';

/** What the gateway knows of the graph it serves. */
export interface LoadedSupergraph extends Pick<SupergraphFacts, 'sdl' | 'apiSdl' | 'feeds' | 'costs' | 'subgraphs'> {
  /** The facts behind `requirements`, for other threads. */
  readonly requirementFacts: RequirementFacts;
  /** What clients may see and ask. */
  readonly apiSchema: GraphQLSchema;
  readonly types: GraphTypes;
  /** The facts behind `types`, for other threads. */
  readonly typeFacts: GraphTypeFacts;
  /** What it asks of callers. */
  readonly requirements: Requirements;
  readonly ownersOf: OwnersOf;
  readonly sources: FieldSources;
}

/** A schema cannot go from thread to thread: it is built here, and others are answered between its parts. */
export async function loadSupergraph(facts: SupergraphFacts): Promise<LoadedSupergraph> {
  const { sdl, apiSdl, feeds, costs, subgraphs } = facts;
  await setImmediate();
  const document = parse(apiSdl, { noLocation: true });
  await setImmediate();
  const apiSchema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  await setImmediate();
  return {
    sdl,
    apiSdl,
    apiSchema,
    types: graphTypes(facts.types),
    typeFacts: facts.types,
    sources: fieldSources(facts.sources),
    requirementFacts: facts.requirements,
    requirements: requirementsOf(facts.requirements),
    ownersOf: ownersOf(facts.owners),
    feeds,
    costs,
    subgraphs,
  };
}
