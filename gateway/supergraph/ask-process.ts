import { once } from 'node:events';
import { forkApart } from '../fork-apart.js';

export interface ProcessQuestion {
  readonly script: 'compose-worker.js' | 'read-worker.js';
  /** What it is sent. */
  readonly input: unknown;
  /** How long it may take (ms), and what is thrown when it takes longer. */
  readonly limitMs: number;
  readonly late: () => Error;
  /** Whether it leaves a busy core to others. */
  readonly yields: boolean;
}

/** The one message of a process that is started for it. Throws when it ends without, or what `late` makes. */
export async function askProcess<Reply>({ script, input, limitMs, late, yields }: ProcessQuestion): Promise<Reply> {
  const child = forkApart(`supergraph/${script}`, yields ? 'from the beginning' : 'never');
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const timer = setTimeout(() => reject(late()), limitMs);
  child.once('message', (reply) => resolve(reply as Reply));
  child.once('error', reject);
  child.once('exit', (code, signal) => reject(new Error(`${script} ended (${signal ?? code}) without an answer`)));
  // When it cannot be told, it ended.
  child.send(input as object, () => undefined);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

/** The other side: answers the one question that this process is asked, and ends. */
export async function answerOnce<Input, Reply>(answer: (input: Input) => Reply): Promise<void> {
  const [input] = (await once(process, 'message')) as [Input];
  process.send?.(answer(input), undefined, undefined, () => process.disconnect());
}
