import { connect, type NatsConnection } from '@nats-io/transport-node';
import { z } from 'zod';
import { type EventsAddress, natsServer } from '#protocol/events-url';
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
  readonly events: EventsAddress;
  readonly log: Logger;
}

/**
 * Gateways of one hub tell each other, five times a second, how often each caller has asked, and count it as if they had been asked: a caller who goes
 * to several has his rate once. Between two messages he can have as much from each as is left there. Without the server each
 * gateway counts for itself. Callers are named by hashes.
 */
export class SharedRates implements AsyncDisposable {
  readonly #own = crypto.randomUUID();
  readonly #taken = new Map<string, Taken>();
  readonly #opened: Promise<NatsConnection | undefined>;
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;
  #isConnected = false;

  constructor(private readonly parts: SharedRatesParts) {
    parts.rates.onTaken((taken) => this.#note(taken));
    this.#opened = this.#open();
    this.#timer = setInterval(() => void this.#tell(), TELL_MS);
    this.#timer.unref();
  }

  /** Whether what others count is heard now. */
  get isConnected(): boolean {
    return this.#isConnected;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    const connection = await Promise.race([this.#opened, Promise.resolve(undefined)]);
    await connection?.close();
  }

  get #subject(): string {
    return `${this.parts.events.name}.rates`;
  }

  async #open(): Promise<NatsConnection | undefined> {
    const { events, log } = this.parts;
    try {
      const connection = await connect({
        ...natsServer(events),
        waitOnFirstConnect: true,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 1000,
        timeout: 3000,
      });
      if (this.#isClosed) {
        await connection.close();
        return undefined;
      }
      connection.subscribe(this.#subject, {
        callback: (error, message) => {
          if (!error) this.#hear(message.string());
        },
      });
      this.#isConnected = true;
      void this.#watch(connection);
      return connection;
    } catch (error) {
      log.error({ reason: (error as Error).message }, 'rates are not shared: the server of HUB_EVENTS refuses');
      return undefined;
    }
  }

  async #watch(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.#isConnected = false;
      if (type === 'reconnect') this.#isConnected = true;
      if (type === 'disconnect') this.parts.log.warn({}, 'rates are not shared while the server of HUB_EVENTS is away');
    }
    this.#isConnected = false;
  }

  #note({ kind, caller }: Taken): void {
    const known = this.#taken.get(caller);
    if (known) known.count += 1;
    else if (this.#taken.size < MAX_CALLERS) this.#taken.set(caller, { kind, caller, count: 1 });
  }

  async #tell(): Promise<void> {
    if (this.#taken.size === 0) return;
    const taken = [...this.#taken.values()].map(({ kind, caller, count }) => [kind, caller, count]);
    this.#taken.clear();
    // What cannot be told now is told nobody: a second later it is past.
    if (!this.#isConnected) return;
    (await this.#opened)?.publish(this.#subject, JSON.stringify({ from: this.#own, taken }));
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
