import { z } from 'zod';
import type { EventsServer } from '../events-server.js';
import type { Logger } from '../observe/logger.js';
import type { RateLimits, Taken } from './rate-limits.js';

/** How often the other gateways are told (ms). */
const TELL_MS = 200;
/** Callers in one message. */
const MAX_CALLERS = 2000;

const messageSchema = z.object({
  from: z.string(),
  taken: z.array(z.tuple([z.string(), z.string(), z.int().min(1).max(1_000_000)])).max(MAX_CALLERS),
});

export interface SharedRatesParts {
  readonly rates: RateLimits;
  readonly events: EventsServer;
  readonly log: Logger;
}

/**
 * Gateways of one hub tell each other, five times a second, how often each caller has asked, and count it as if they had been asked: a caller who goes
 * to several has his rate once. Between two messages he can have as much from each as is left there. Without the server each
 * gateway counts for itself. Callers are named by hashes.
 */
export class SharedRates implements Disposable {
  readonly #own = crypto.randomUUID();
  readonly #taken = new Map<string, Taken>();
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly parts: SharedRatesParts) {
    parts.rates.onTaken((taken) => this.#note(taken));
    void parts.events.hear(this.#subject, (text) => this.#hear(text));
    this.#timer = setInterval(() => this.#tell(), TELL_MS);
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  get #subject(): string {
    return `${this.parts.events.name}.rates`;
  }

  #note({ kind, caller }: Taken): void {
    const known = this.#taken.get(caller);
    if (known) known.count += 1;
    else if (this.#taken.size < MAX_CALLERS) this.#taken.set(caller, { kind, caller, count: 1 });
  }

  #tell(): void {
    if (this.#taken.size === 0) return;
    const taken = [...this.#taken.values()].map(({ kind, caller, count }) => [kind, caller, count]);
    this.#taken.clear();
    // What cannot be told now is told nobody: a second later it is past.
    this.parts.events.connection?.publish(this.#subject, JSON.stringify({ from: this.#own, taken }));
  }

  #hear(text: string): void {
    try {
      const { from, taken } = messageSchema.parse(JSON.parse(text));
      if (from === this.#own) return;
      for (const [kind, caller, count] of taken) this.parts.rates.spend({ kind, caller, count });
    } catch {
      this.parts.log.warn({}, 'a message about rates could not be understood');
    }
  }
}
