import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectFolder } from '../project-folder.js';

/**
 * The one message of a thread that is started for it. Throws what the thread throws, or what `late` makes when it is not there within the
 * time (ms).
 */
export async function askThread<Reply>(
  script: `${string}-worker.js`,
  input: unknown,
  limitMs: number,
  late: () => Error,
): Promise<Reply> {
  // Always the built file: a thread has no loader for TypeScript.
  const file = join(projectFolder(), 'dist', 'gateway', 'supergraph', script);
  const worker = new Worker(file, { workerData: input, execArgv: [] });
  const signal = AbortSignal.timeout(limitMs);
  try {
    const [reply] = (await once(worker, 'message', { signal })) as [Reply];
    return reply;
  } catch (error) {
    throw signal.aborted ? late() : error;
  } finally {
    await worker.terminate();
  }
}
