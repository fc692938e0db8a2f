import { parentPort, workerData } from 'node:worker_threads';
import { compose, type SubgraphSchema } from './compose.js';
import { SupergraphError } from './supergraph-error.js';

/** What the thread answers. */
export type ComposeReply =
  | { readonly kind: 'composed'; readonly sdl: string }
  /** The schemas do not fit; `reason` is for a person. */
  | { readonly kind: 'refused'; readonly reason: string };

const subgraphs = workerData as readonly SubgraphSchema[];

/** Runs in a thread of its own: composes what it was given, answers and ends. */
function reply(): ComposeReply {
  try {
    return { kind: 'composed', sdl: compose(subgraphs) };
  } catch (error) {
    if (error instanceof SupergraphError) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

const port = parentPort;
if (!port) throw new Error('not in a thread');
port.postMessage(reply());
