import {
  DiscardPolicy,
  jetstream,
  type JetStreamClient,
  jetstreamManager,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type EventsAddress, natsServer, parseEventsAddress } from '#protocol/events-url';

/** Where events travel. */
export interface EventsConfig extends EventsAddress {
  /** Days for which the stream keeps pages. */
  readonly keepDays: number;
}

/** An open connection and the hub's stream on it. */
export interface EventStream extends AsyncDisposable {
  readonly name: string;
  readonly connection: NatsConnection;
  readonly js: JetStreamClient;
  readonly manager: JetStreamManager;
  /** When the stream was made: positions of another one mean nothing. */
  readonly createdAt: string;
  subjectOf(department: string): string;
}

const NANOS_PER_DAY = 86_400_000_000_000;
const NANOS_PER_SECOND = 1_000_000_000;
/** How long the server remembers message ids. */
const DUPLICATES_S = 120;
/** Header with the cursor right before a page; empty: the page is the first of its epoch. */
export const AFTER_HEADER = 'Hub-After';

/** Reads `HUB_EVENTS`; undefined when it is no address of a NATS server. */
export function parseEventsUrl(text: string, keepDays: number): EventsConfig | undefined {
  const address = parseEventsAddress(text);
  return address && { ...address, keepDays };
}

/** Connects, and makes the stream unless it is there. */
export async function openEventStream({ server, name, keepDays }: EventsConfig): Promise<EventStream> {
  const connection = await connect({
    ...natsServer({ server, name }),
    reconnect: false,
    timeout: 3000,
    pingInterval: 5000,
    maxPingOut: 2,
  });
  try {
    const manager = await jetstreamManager(connection);
    const stream = `${name}_outbox`;
    const info = await manager.streams.info(stream).catch(() =>
      manager.streams.add({
        name: stream,
        subjects: [`${name}.outbox.*`],
        storage: StorageType.File,
        retention: RetentionPolicy.Limits,
        discard: DiscardPolicy.Old,
        max_age: keepDays * NANOS_PER_DAY,
        duplicate_window: DUPLICATES_S * NANOS_PER_SECOND,
      }),
    );
    return {
      name: stream,
      connection,
      js: jetstream(connection),
      manager,
      createdAt: String(info.created),
      subjectOf: (department) => `${name}.outbox.${department}`,
      [Symbol.asyncDispose]: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
