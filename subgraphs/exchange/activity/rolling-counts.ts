/** Steps in which a window moves on. */
const STEPS = 60;

/** How often each key was counted within the last `windowMs`; old counts go in steps of a sixtieth of the window. */
export class RollingCounts {
  readonly stepMs: number;
  /** By step, oldest first: counts by key. */
  readonly #steps = new Map<number, Map<string, number>>();
  readonly #totals = new Map<string, number>();

  constructor(readonly windowMs: number) {
    this.stepMs = windowMs / STEPS;
  }

  /** The oldest time that still counts. */
  since(now: number): number {
    return (this.#stepOf(now) - STEPS + 1) * this.stepMs;
  }

  add(key: string, at: number, count = 1): void {
    const step = this.#stepOf(at);
    let counts = this.#steps.get(step);
    if (!counts) this.#steps.set(step, (counts = new Map<string, number>()));
    counts.set(key, (counts.get(key) ?? 0) + count);
    this.#totals.set(key, (this.#totals.get(key) ?? 0) + count);
  }

  /** Forgets what is too old; answers whether there was anything. */
  expire(now: number): boolean {
    const oldest = this.#stepOf(now) - STEPS + 1;
    let isChanged = false;
    for (const [step, counts] of this.#steps) {
      if (step >= oldest) continue;
      this.#steps.delete(step);
      isChanged = true;
      for (const [key, count] of counts) {
        const left = (this.#totals.get(key) ?? 0) - count;
        if (left > 0) this.#totals.set(key, left);
        else this.#totals.delete(key);
      }
    }
    return isChanged;
  }

  clear(): void {
    this.#steps.clear();
    this.#totals.clear();
  }

  /** Most first; of equal counts in the order of keys. */
  counts(): { readonly key: string; readonly count: number }[] {
    return [...this.#totals]
      .map(([key, count]) => ({ key, count }))
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  }

  #stepOf(at: number): number {
    return Math.floor(at / this.stepMs);
  }
}
