import { answerOnce } from './ask-process.js';
import { compose, type SubgraphSchema } from './compose.js';
import { SupergraphError } from './supergraph-error.js';

/** What the process answers. */
export type ComposeReply =
  | { readonly kind: 'composed'; readonly sdl: string }
  /** The schemas do not fit; `reason` is for a person. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Runs in a process of its own: composes what it was given, answers and ends. */
function reply(subgraphs: readonly SubgraphSchema[]): ComposeReply {
  try {
    return { kind: 'composed', sdl: compose(subgraphs) };
  } catch (error) {
    if (error instanceof SupergraphError) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

await answerOnce(reply);
