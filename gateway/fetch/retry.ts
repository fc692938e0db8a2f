export interface RetryOptions {
  /** Further attempts at one call. */
  readonly maxRetries: number;
  /** Longest pause before the first; it doubles with each, and a random part of it is waited. */
  readonly pauseMs: number;
  /** Retries per call on average, so that an outage is not multiplied. */
  readonly budget: number;
}

/** Retries that are saved up at most. */
const MAX_SAVED = 10;

/** What may be retried: each call saves a part of a retry, each retry spends a whole one. */
export class RetryBudget {
  #saved = MAX_SAVED;

  constructor(private readonly share: number) {}

  save(): void {
    this.#saved = Math.min(MAX_SAVED, this.#saved + this.share);
  }

  spend(): boolean {
    if (this.#saved < 1) return false;
    this.#saved--;
    return true;
  }
}

/** How long to wait before retry number `attempt`, from 0: full jitter. */
export function pauseBefore(attempt: number, { pauseMs }: RetryOptions, random: () => number = Math.random): number {
  return random() * pauseMs * 2 ** attempt;
}
