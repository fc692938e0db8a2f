/** What two clocks may differ by before one of them was set (ms). */
const MAX_DRIFT_MS = 2000;

/** When something was made. Knows its age whatever is done to the machine's clock, and whether that was set since. */
export class Moment {
  readonly #steady = performance.now();
  readonly #wall = Date.now();

  /** How long ago it was (ms). */
  get ageMs(): number {
    return performance.now() - this.#steady;
  }

  /** Whether it was less than so long ago (ms), and times that were written down then still mean the same. */
  isWithin(ms: number): boolean {
    const age = this.ageMs;
    return age < ms && Math.abs(Date.now() - this.#wall - age) < MAX_DRIFT_MS;
  }
}
