import type { Ending } from './ending.js';
import { pause } from './pause.js';

const MIN_MS = 200;
const MAX_MS = 5000;

export interface KeepTrying {
  /** Does the work until it fails or ends; calls back whenever it has got somewhere, so that the next pause is short again. */
  readonly work: (gotSomewhere: () => void) => Promise<void>;
  /** Hears of each failure, and how many came right before it. */
  readonly onFailure: (error: unknown, before: number) => void;
}

/** Does something again and again until the signal aborts, with growing pauses that differ from process to process. Never rejects. */
export async function keepTrying({ work, onFailure }: KeepTrying, signal: Ending): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await work(() => (failures = 0));
    } catch (error) {
      if (!signal.aborted) onFailure(error, failures);
    }
    failures += 1;
    const longest = Math.min(MAX_MS, MIN_MS * 2 ** Math.min(failures, 10));
    await pause(longest / 2 + Math.random() * (longest / 2), signal);
  }
}
