import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectFolder } from '../project-folder.js';
import type { SubgraphSchema } from './compose.js';
import type { ComposeReply, ComposeWorkerData } from './compose-worker.js';
import { SupergraphError } from './load.js';

/** Composition is over in seconds even for hundreds of subgraphs; what takes longer is ended (ms). */
const LIMIT_MS = 120_000;

/**
 * Composes in a thread, because it takes hundreds of milliseconds in which nobody else would be answered. `isFirst`: nothing is
 * served yet for which the thread would have to leave a busy core to others. Throws SupergraphError with a sentence for each
 * thing that does not fit, or when it takes too long.
 */
export async function composeApart(subgraphs: readonly SubgraphSchema[], isFirst: boolean): Promise<string> {
  // Always the built file: a thread has no loader for TypeScript.
  const file = join(projectFolder(), 'dist', 'gateway', 'supergraph', 'compose-worker.js');
  const worker = new Worker(file, {
    workerData: { subgraphs, yields: !isFirst } satisfies ComposeWorkerData,
    execArgv: [],
  });
  const signal = AbortSignal.timeout(LIMIT_MS);
  try {
    const [reply] = (await once(worker, 'message', { signal })) as [ComposeReply];
    if (reply.kind === 'composed') return reply.sdl;
    throw new SupergraphError(reply.reason);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new SupergraphError(`The subgraphs were not composed within ${LIMIT_MS / 1000} seconds.`);
  } finally {
    await worker.terminate();
  }
}
