/** Takers that go on in one turn of the event loop. */
const PER_TURN = 16;

/**
 * Lets through only so many in each turn of the event loop. What one client has in large numbers waits here, so that others, who
 * do not wait, are never behind it for long.
 */
export class Turns {
  #waiting: (() => void)[] = [];

  /** Resolves when it is the caller's turn, in the order of calls. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#waiting.push(resolve) === 1) setImmediate(() => this.#run());
    });
  }

  #run(): void {
    const now = this.#waiting.slice(0, PER_TURN);
    this.#waiting = this.#waiting.slice(PER_TURN);
    for (const resolve of now) resolve();
    if (this.#waiting.length > 0) setImmediate(() => this.#run());
  }
}
