import { Ender, type Ending } from '#lib/ending';

/** Makes a call that ends early when `ending` says so. */
export type Call<T> = (ending: Ending) => Promise<T>;

interface Shared<T> {
  readonly text: string;
  readonly outcome: Promise<T>;
  readonly left: Ender;
  waiting: number;
}

/**
 * Equal calls that are made at the same time become one. Who leaves does not disturb the others; when the last one leaves
 * the call is ended. What is shared must be immutable: here it is text.
 */
export class InFlight<T> {
  /** By owner; texts are compared one by one, because they are long and an owner has few: hashing them would cost more. */
  readonly #calls = new Map<string, Shared<T>[]>();

  /**
   * Shares calls of one owner that have the same text. Throws the signal's reason when it is aborted. `onShared` is called
   * when another's call is waited for.
   */
  share(owner: string, text: string, signal: AbortSignal, call: Call<T>, onShared?: () => void): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    let shared = this.#calls.get(owner)?.find((each) => each.text === text);
    if (shared) onShared?.();
    else shared = this.#start(owner, text, call);
    return this.#wait(owner, shared, signal);
  }

  #wait(owner: string, shared: Shared<T>, signal: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const leave = () => {
      reject(signal.reason as Error);
      shared.waiting--;
      if (shared.waiting > 0) return;
      this.#remove(owner, shared);
      shared.left.abort(new Error('nobody waits for the answer'));
    };
    shared.waiting++;
    signal.addEventListener('abort', leave, { once: true });
    const stay = () => signal.removeEventListener('abort', leave);
    const answered = (value: T) => {
      stay();
      resolve(value);
    };
    const failed = (error: Error) => {
      stay();
      reject(error);
    };
    shared.outcome.then(answered, failed);
    return promise;
  }

  #start(owner: string, text: string, call: Call<T>): Shared<T> {
    const left = new Ender();
    const shared: Shared<T> = { text, outcome: call(left), left, waiting: 0 };
    const others = this.#calls.get(owner);
    if (others) others.push(shared);
    else this.#calls.set(owner, [shared]);
    // Whoever comes after the answer asks anew.
    const over = () => this.#remove(owner, shared);
    shared.outcome.then(over, over);
    return shared;
  }

  #remove(owner: string, shared: Shared<T>): void {
    const calls = this.#calls.get(owner);
    const index = calls?.indexOf(shared) ?? -1;
    if (!calls || index < 0) return;
    if (calls.length === 1) this.#calls.delete(owner);
    else calls.splice(index, 1);
  }
}
