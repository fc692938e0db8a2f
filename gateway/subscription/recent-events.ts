import type { LiveEvent } from './listener.js';

/** Events that a share of a feed keeps, and characters of them: for those who come back after a short interruption. */
const MAX_EVENTS = 256;
const MAX_CHARS = 512 * 1024;

/** The newest events of a share of a feed. */
export class RecentEvents {
  readonly #events: LiveEvent[] = [];
  #chars = 0;
  /** The place right before the oldest of them. */
  #start: string | undefined;

  /** `start`: the place where the share begins. */
  constructor(start: string | undefined) {
    this.#start = start;
  }

  /** The place of the newest. */
  get place(): string | undefined {
    return this.#events.at(-1)?.cursor ?? this.#start;
  }

  add(event: LiveEvent): void {
    if (event.cursor === undefined) return;
    this.#events.push(event);
    this.#chars += event.text.length;
    while (this.#events.length > MAX_EVENTS || (this.#chars > MAX_CHARS && this.#events.length > 1)) {
      const oldest = this.#events.shift();
      this.#start = oldest?.cursor;
      this.#chars -= oldest?.text.length ?? 0;
    }
  }

  /** What was completed so far is given to nobody any more: rights or the schema may have changed. */
  forget(place = this.place): void {
    this.#start = place;
    this.#events.length = 0;
    this.#chars = 0;
  }

  /** What came after a place; undefined when the place is not known here. */
  after(cursor: string): readonly LiveEvent[] | undefined {
    if (cursor === this.#start) return this.#events.slice();
    const index = this.#events.findLastIndex((event) => event.cursor === cursor);
    return index === -1 ? undefined : this.#events.slice(index + 1);
  }
}
