import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type EventsAddress, natsServer } from '#protocol/events-url';
import type { Logger } from './observe/logger.js';

const RECONNECT_MS = 1000;
const CONNECT_TIMEOUT_MS = 3000;

/** The gateway's connection to the server of `HUB_EVENTS`. It comes back by itself; until then the gateway does without. */
export class EventsServer implements AsyncDisposable {
  readonly #downs: (() => void)[] = [];
  readonly #opened: Promise<NatsConnection | undefined>;
  #connection: NatsConnection | undefined;
  #isClosed = false;

  constructor(
    private readonly address: EventsAddress,
    private readonly log: Logger,
  ) {
    this.#opened = this.#open();
  }

  /** Keeps hubs on one server apart: the first part of each subject. */
  get name(): string {
    return this.address.name;
  }

  /** Undefined while it is away. */
  get connection(): NatsConnection | undefined {
    return this.#connection;
  }

  /** Called each time that it goes away. */
  onDown(down: () => void): void {
    this.#downs.push(down);
  }

  /** Hears of all messages of a subject, whenever it is connected. */
  async hear(subject: string, heard: (text: string) => void): Promise<void> {
    const connection = await this.#opened;
    connection?.subscribe(subject, {
      callback: (error, message) => {
        if (!error) heard(message.string());
      },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    // One that is still being tried for the first time is closed when it is there.
    const connection = await Promise.race([this.#opened, Promise.resolve(undefined)]);
    await connection?.close();
  }

  async #open(): Promise<NatsConnection | undefined> {
    try {
      const connection = await connect({
        ...natsServer(this.address),
        waitOnFirstConnect: true,
        maxReconnectAttempts: -1,
        reconnectTimeWait: RECONNECT_MS,
        timeout: CONNECT_TIMEOUT_MS,
        pingInterval: 5000,
        maxPingOut: 2,
      });
      if (this.#isClosed) {
        await connection.close();
        return undefined;
      }
      this.#connection = connection;
      void this.#watch(connection);
      return connection;
    } catch (error) {
      this.log.error(
        { reason: (error as Error).message },
        'the server of HUB_EVENTS refuses the gateway: it does without',
      );
      return undefined;
    }
  }

  async #watch(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'reconnect') this.#connection = connection;
      if (type === 'disconnect')
        this.#away('the server of HUB_EVENTS is away: the gateway does without until it is back');
    }
    this.#away(undefined);
  }

  #away(message: string | undefined): void {
    if (!this.#connection) return;
    this.#connection = undefined;
    if (message !== undefined && !this.#isClosed) this.log.warn({}, message);
    for (const down of this.#downs) down();
  }
}
