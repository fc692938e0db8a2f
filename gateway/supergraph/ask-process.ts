import { once } from 'node:events';
import { endWithParent, forkApart } from '../fork-apart.js';

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

/** What a process tells: its answer, or what it threw instead. */
type Told<Reply> = { readonly reply: Reply } | { readonly threw: string };

/** The answer of a process that is started for it. Throws what the process throws, when it ends without an answer, or what `late` makes. */
export async function askProcess<Reply>({ script, input, limitMs, late, yields }: ProcessQuestion): Promise<Reply> {
  const child = forkApart(`supergraph/${script}`, yields ? 'from the beginning' : 'never');
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const timer = setTimeout(() => reject(late()), limitMs);
  child.once('message', (told) => {
    const answered = told as Told<Reply>;
    if ('reply' in answered) resolve(answered.reply);
    else reject(new Error(answered.threw));
  });
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
  endWithParent();
  const [input] = (await once(process, 'message')) as [Input];
  let told: Told<Reply>;
  try {
    told = { reply: answer(input) };
  } catch (error) {
    told = { threw: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(told, undefined, undefined, () => process.exit(0));
}
