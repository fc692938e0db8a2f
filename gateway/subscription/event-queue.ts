import { hubError } from '../errors.js';

interface Waiting<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

export interface EventQueueOptions<T = unknown> {
  /** Events that may wait; one more cuts the listener off. */
  readonly max: number;
  /** What may wait together, in the unit of `sizeOf`; undefined: only the number counts. */
  readonly maxSize?: number | undefined;
  readonly sizeOf?: ((event: T) => number) | undefined;
  /** Called once, when the queue ends for whatever reason; stops what feeds it. */
  readonly onEnd: () => void;
  /** Called when the listener is cut off. */
  readonly onFellBehind?: (() => void) | undefined;
}

/**
 * Events on their way to one listener. Policy when it is full: cut off with FELL_BEHIND, never skip. `return` ends it
 * at once, also while `next` waits.
 */
export class EventQueue<T> implements AsyncIterableIterator<T, undefined, undefined> {
  readonly #events: T[] = [];
  readonly #waiting: Waiting<T>[] = [];
  #size = 0;
  #ended: { readonly error?: unknown } | undefined;

  constructor(private readonly options: EventQueueOptions<T>) {}

  push(event: T): void {
    if (this.#ended) return;
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting.resolve({ done: false, value: event });
    } else if (this.#events.length < this.options.max && this.#size < (this.options.maxSize ?? Infinity)) {
      this.#size += this.options.sizeOf?.(event) ?? 0;
      this.#events.push(event);
    } else {
      this.cutOff();
    }
  }

  /** Ends it at once because its listener does not keep up. */
  cutOff(): void {
    if (this.#ended) return;
    this.#events.length = 0;
    this.end(hubError('FELL_BEHIND', undefined, { more: { limit: this.options.max } }));
    this.options.onFellBehind?.();
  }

  /** No more events; those that wait are still delivered, then `error` if there is one. */
  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = error === undefined ? {} : { error };
    this.options.onEnd();
    for (const waiting of this.#waiting.splice(0)) this.#settle(waiting);
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const event = this.#events.shift();
    if (event !== undefined) this.#size -= this.options.sizeOf?.(event) ?? 0;
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    return new Promise((resolve, reject) => {
      const waiting = { resolve, reject };
      if (this.#ended) this.#settle(waiting);
      else this.#waiting.push(waiting);
    });
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#events.length = 0;
    if (this.#ended) this.#ended = {};
    else this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** An error is told once; after it the queue is simply over. */
  #settle({ resolve, reject }: Waiting<T>): void {
    const error = this.#ended?.error;
    this.#ended = {};
    if (error === undefined) resolve({ done: true, value: undefined });
    else reject(error);
  }
}
