import type { CircuitState } from '../operation.js';

export interface CircuitOptions {
  /** Calls that must have been made lately before it may open. */
  readonly minCalls: number;
  /** Share of them that failed at which it opens, 0 to 1. */
  readonly failureShare: number;
  /** What counts as lately. */
  readonly windowMs: number;
  /** How long it stays open before one call may try again. */
  readonly openMs: number;
}

/**
 * Keeps calls from a subgraph that does not answer: they would only wait. After a while one call tries whether it is back;
 * if so all may go, else it stays open as long again.
 */
export class Circuit {
  /** Two half windows, the older and the current one: so that counts slide. */
  #older = { calls: 0, failures: 0 };
  #current = { calls: 0, failures: 0 };
  #since: number;
  #openUntil: number | undefined;
  #probing = false;

  constructor(
    private readonly options: CircuitOptions,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#since = now();
  }

  get state(): CircuitState {
    if (this.#openUntil === undefined) return 'closed';
    return this.now() < this.#openUntil ? 'open' : 'half-open';
  }

  /** How long until a call may be tried again. */
  get retryAfterMs(): number {
    return Math.max(0, (this.#openUntil ?? 0) - this.now());
  }

  /** Whether a call may be made now, and as what. Who makes it must tell how it ended. */
  enter(): 'call' | 'probe' | undefined {
    if (this.#openUntil === undefined) return 'call';
    if (this.#probing || this.now() < this.#openUntil) return undefined;
    this.#probing = true;
    return 'probe';
  }

  /**
   * `failed`: the subgraph could not be reached, or was too late. Undefined: the caller left before it was known. Calls
   * that were under way when it opened say nothing any more.
   */
  leave(as: 'call' | 'probe', failed: boolean | undefined): void {
    if (as === 'probe') {
      this.#probing = false;
      if (failed === true) this.#openUntil = this.now() + this.options.openMs;
      if (failed === false) this.#close();
      return;
    }
    if (failed === undefined || this.#openUntil !== undefined) return;
    this.#slide();
    this.#current.calls++;
    if (!failed) return;
    this.#current.failures++;
    const calls = this.#older.calls + this.#current.calls;
    const failures = this.#older.failures + this.#current.failures;
    if (calls >= this.options.minCalls && failures >= calls * this.options.failureShare) {
      this.#openUntil = this.now() + this.options.openMs;
    }
  }

  #close(): void {
    this.#openUntil = undefined;
    this.#older = { calls: 0, failures: 0 };
    this.#current = { calls: 0, failures: 0 };
    this.#since = this.now();
  }

  #slide(): void {
    const half = this.options.windowMs / 2;
    const passed = this.now() - this.#since;
    if (passed < half) return;
    this.#older = passed < 2 * half ? this.#current : { calls: 0, failures: 0 };
    this.#current = { calls: 0, failures: 0 };
    this.#since = this.now();
  }
}
