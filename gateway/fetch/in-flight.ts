/** Makes a call that ends when the signal is aborted. */
export type Call<T> = (signal: AbortSignal) => Promise<T>;

interface Shared<T> {
  readonly outcome: Promise<T>;
  readonly left: AbortController;
  waiting: number;
}

/**
 * Equal calls that are made at the same time become one. Who leaves does not disturb the others; when the last one leaves
 * the call is ended. What is shared must be immutable: here it is text.
 */
export class InFlight<T> {
  readonly #calls = new Map<string, Shared<T>>();

  /** Calls under way. */
  get size(): number {
    return this.#calls.size;
  }

  /** Throws the signal's reason when it is aborted. `onShared` is called when another's call is waited for. */
  share(key: string, signal: AbortSignal, call: Call<T>, onShared?: () => void): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    let shared = this.#calls.get(key);
    if (shared) onShared?.();
    else shared = this.#start(key, call);
    const own = shared;
    own.waiting++;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        reject(signal.reason as Error);
        own.waiting--;
        if (own.waiting === 0) this.#end(key, own);
      };
      signal.addEventListener('abort', leave, { once: true });
      const settled = () => signal.removeEventListener('abort', leave);
      void own.outcome.then(resolve, reject).finally(settled);
    });
  }

  #start(key: string, call: Call<T>): Shared<T> {
    const left = new AbortController();
    const outcome = call(left.signal);
    const shared: Shared<T> = { outcome, left, waiting: 0 };
    this.#calls.set(key, shared);
    // Whoever comes after the answer asks anew.
    const over = () => {
      if (this.#calls.get(key) === shared) this.#calls.delete(key);
    };
    outcome.then(over, over);
    return shared;
  }

  /** The last one left before there was an answer. */
  #end(key: string, shared: Shared<T>): void {
    if (this.#calls.get(key) === shared) this.#calls.delete(key);
    shared.left.abort(new Error('nobody waits for the answer'));
  }
}
