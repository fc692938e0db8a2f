import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { yieldingFromStart } from '#lib/yield-to-others';
import { projectFolder } from '../project-folder.js';

export interface ThreadQuestion {
  readonly script: `${string}-worker.js`;
  /** Its `workerData`. */
  readonly input: unknown;
  /** How long it may take (ms), and what is thrown when it takes longer. */
  readonly limitMs: number;
  readonly late: () => Error;
  /** Whether it leaves a busy core to others. */
  readonly yields: boolean;
}

/** The one message of a thread that is started for it. Throws what the thread throws, or what `late` makes. */
export async function askThread<Reply>({ script, input, limitMs, late, yields }: ThreadQuestion): Promise<Reply> {
  // Always the built file: a thread has no loader for TypeScript.
  const file = join(projectFolder(), 'dist', 'gateway', 'supergraph', script);
  const worker = new Worker(file, { workerData: input, execArgv: yields ? [...yieldingFromStart()] : [] });
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
