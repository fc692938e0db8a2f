import { askProcess } from './ask-process.js';
import type { SubgraphSchema } from './compose.js';
import type { ComposeReply } from './compose-worker.js';
import { SupergraphError } from './supergraph-error.js';

/** Composition is over in seconds even for hundreds of subgraphs; what takes longer is ended (ms). */
const LIMIT_MS = 120_000;

/**
 * Composes in a process of its own, because it takes hundreds of milliseconds in which nobody else would be answered. `isFirst`: nothing is
 * served yet for which it would have to leave a busy core to others. Throws SupergraphError with a sentence for each
 * thing that does not fit, or when it takes too long.
 */
export async function composeApart(subgraphs: readonly SubgraphSchema[], isFirst: boolean): Promise<string> {
  const reply = await askProcess<ComposeReply>({
    script: 'compose-worker.js',
    input: subgraphs,
    limitMs: LIMIT_MS,
    late: () => new SupergraphError(`The subgraphs were not composed within ${LIMIT_MS / 1000} seconds.`),
    yields: !isFirst,
  });
  if (reply.kind === 'composed') return reply.sdl;
  throw new SupergraphError(reply.reason);
}
