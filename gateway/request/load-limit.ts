import { performance } from 'node:perf_hooks';

/** Share of the time in which the event loop was busy: 0 to 1, since the last time it was asked for. */
export type ReadUtilization = () => number;

export interface LoadLimitOptions {
  /** The limit while the event loop has time left. */
  readonly max: number;
  /** The limit while it has none. */
  readonly min: number;
  readonly read?: ReadUtilization | undefined;
}

/** How often the limit may change (ms). */
export const STEP_MS = 20;
/** Over how long the utilisation is smoothed (ms): single turns of the loop say little. */
const MEMORY_MS = 80;
const FULL = 0.97;
const SPARE = 0.9;
/** How much the limit grows in a step. */
const GROWTH = 1.25;

/**
 * How many operations may run at a time. A process whose event loop is full does not get more done by running more at
 * once: it only holds more half-made answers, which are then collected, moved and waited for longer. So the limit is
 * halved while the loop is full, and grows as soon as it waits for subgraphs again.
 */
export class LoadLimit {
  #limit: number;
  #busy = 0;
  #at = performance.now();
  readonly #read: ReadUtilization;

  constructor(private readonly options: LoadLimitOptions) {
    this.#limit = options.max;
    this.#read = options.read ?? utilizationReader();
  }

  get current(): number {
    const now = performance.now();
    const ms = now - this.#at;
    if (ms < STEP_MS) return this.#limit;
    this.#at = now;
    this.#busy += (this.#read() - this.#busy) * (1 - Math.exp(-ms / MEMORY_MS));
    const { min, max } = this.options;
    if (this.#busy >= FULL) this.#limit = Math.max(Math.min(min, max), this.#limit >> 1);
    else if (this.#busy < SPARE) this.#limit = Math.min(max, Math.ceil(this.#limit * GROWTH ** (ms / STEP_MS)));
    return this.#limit;
  }
}

function utilizationReader(): ReadUtilization {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
