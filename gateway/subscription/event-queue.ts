import { hubError } from '../errors.js';

interface Waiting<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

export interface QueueBounds {
  /** Events that may wait; what becomes of one more says `full`. */
  readonly max: number;
  /** What may wait together, in the unit of `sizeOf`; undefined: only the number counts. */
  readonly maxSize?: number | undefined;
}

/**
 * Events on their way to one listener. When it is full it is cut off with FELL_BEHIND, unless a subclass knows better.
 * `return` ends it at once, also while `next` waits. There are tens of thousands of these: what happens is told by methods, which
 * cost nothing, and not by functions that each would hold.
 */
export abstract class EventQueue<T> implements AsyncIterableIterator<T, undefined, undefined> {
  #events: T[] | undefined;
  #waiting: Waiting<T>[] | undefined;
  #size = 0;
  #ended: { readonly error?: unknown } | undefined;

  constructor(private readonly bounds: QueueBounds) {}

  /** Called once, when the queue ends for whatever reason; stops what feeds it. */
  protected abstract ended(): void;

  /** Called when it is cut off because it is full. */
  protected fellBehind(): void {}

  /** What an event adds to what waits together. */
  protected sizeOf(_event: T): number {
    return 0;
  }

  /** Called when one more does not fit: whether the queue ends, or only leaves this one out. */
  protected full(_event: T): 'cut off' | 'drop' {
    return 'cut off';
  }

  push(event: T): void {
    if (this.#ended) return;
    const waiting = this.#waiting?.shift();
    if (waiting) {
      waiting.resolve({ done: false, value: event });
    } else if (this.size < this.bounds.max && this.#size < (this.bounds.maxSize ?? Infinity)) {
      this.#size += this.sizeOf(event);
      (this.#events ??= []).push(event);
    } else if (this.full(event) === 'cut off') {
      this.cutOff();
    }
  }

  /** How many wait. */
  get size(): number {
    return this.#events?.length ?? 0;
  }

  get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  /** Whether it has ended, and everything was taken, the reason too. */
  get isDrained(): boolean {
    return this.#ended !== undefined && !('error' in this.#ended) && this.size === 0;
  }

  /** Takes out the waiting event for which this holds. */
  take(matches: (event: T) => boolean): T | undefined {
    const index = this.#events?.findIndex(matches) ?? -1;
    if (index === -1) return undefined;
    const [event] = this.#events?.splice(index, 1) ?? [];
    if (event !== undefined) this.#size -= this.sizeOf(event);
    return event;
  }

  /** Ends it at once because its listener does not keep up. */
  cutOff(): void {
    if (this.#ended) return;
    this.#events = undefined;
    this.end(hubError('FELL_BEHIND', undefined, { more: { limit: this.bounds.max } }));
    this.fellBehind();
  }

  /** No more events; those that wait are still delivered, then `error` if there is one. */
  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = error === undefined ? {} : { error };
    this.ended();
    const all = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const waiting of all) this.#settle(waiting);
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const event = this.#events?.shift();
    // Few have events waiting at any time.
    if (this.#events?.length === 0) this.#events = undefined;
    if (event !== undefined) {
      this.#size -= this.sizeOf(event);
      return Promise.resolve({ done: false, value: event });
    }
    return new Promise((resolve, reject) => {
      const waiting = { resolve, reject };
      if (this.#ended) this.#settle(waiting);
      else (this.#waiting ??= []).push(waiting);
    });
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#events = undefined;
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
