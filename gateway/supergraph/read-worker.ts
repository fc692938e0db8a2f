import { buildSchema } from 'graphql';
import { answerOnce } from './ask-process.js';
import { breakingChanges } from './check.js';
import { readSupergraph, type SupergraphFacts } from './read-supergraph.js';
import { SupergraphError } from './supergraph-error.js';

export interface ReadRequest {
  readonly sdl: string;
  /** The one that is served. */
  readonly before?: Pick<SupergraphFacts, 'sdl' | 'apiSdl'> | undefined;
}

/** A supergraph that can be served. */
export interface SupergraphNews {
  readonly facts: SupergraphFacts;
  /** What it takes from clients, a sentence each. */
  readonly breaking: readonly string[];
}

/** What the process answers. */
export type ReadReply =
  | ({ readonly kind: 'read' } & SupergraphNews)
  /** It cannot be served; `reason` is for a person. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Runs in a process of its own: reads what it was given, answers and ends. */
function reply({ sdl, before }: ReadRequest): ReadReply {
  try {
    const facts = readSupergraph(sdl);
    return { kind: 'read', facts, breaking: before ? breakingChanges(withSchema(before), withSchema(facts)) : [] };
  } catch (error) {
    if (error instanceof SupergraphError) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

function withSchema({ sdl, apiSdl }: Pick<SupergraphFacts, 'sdl' | 'apiSdl'>) {
  return { sdl, apiSchema: buildSchema(apiSdl, { assumeValid: true, assumeValidSDL: true }) };
}

await answerOnce(reply);
