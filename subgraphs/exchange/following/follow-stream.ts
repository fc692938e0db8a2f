import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { type OutboxPage, outboxPageSchema } from '#kit/feed/outbox-page';
import { AFTER_HEADER, type EventsConfig, type EventStream, openEventStream } from '#kit/feed/stream/event-stream';
import { sql } from '#kit/sql';
import { keepTrying } from '#lib/keep-trying';
import { appendPage, readFollowPosition, restartFollowing } from '../activity/append-page.js';
import type { CallDepartment } from './call-department.js';
import { type FollowState, takePage } from './follow-department.js';

export interface FollowStreamParts {
  readonly events: EventsConfig;
  readonly orm: MikroORM;
  readonly call: CallDepartment;
  readonly log: Logger;
}

const MESSAGES = 100;
/** The server is asked again when nothing, not even a heartbeat, came for so long. */
const EXPIRES_MS = 10_000;

/** Takes pages from the stream into the activity log until the signal aborts; recovers from every failure. */
export async function followStream(
  parts: FollowStreamParts,
  states: ReadonlyMap<string, FollowState>,
  signal: AbortSignal,
): Promise<void> {
  const { events, log } = parts;
  const disconnected = () => {
    for (const state of states.values()) state.connected = false;
  };
  await keepTrying(
    {
      async work(gotSomewhere) {
        await using stream = await openEventStream(events);
        await takeAll(stream, parts, states, signal, gotSomewhere).finally(disconnected);
      },
      onFailure(error, before) {
        disconnected();
        if (before === 0)
          log.warn({ reason: (error as Error).message }, 'cannot follow the event stream; trying again');
      },
    },
    signal,
  );
}

async function takeAll(
  stream: EventStream,
  parts: FollowStreamParts,
  states: ReadonlyMap<string, FollowState>,
  signal: AbortSignal,
  onTaken: () => void,
): Promise<void> {
  const { orm } = parts;
  const position = await readPosition(orm, stream);
  const consumer = await stream.js.consumers.get(stream.name, {
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: position + 1,
  });
  const messages = await consumer.consume({ max_messages: MESSAGES, expires: EXPIRES_MS });
  const stop = () => void messages.close();
  signal.addEventListener('abort', stop);
  void stream.connection.closed().then(stop);
  for (const state of states.values()) state.connected = true;
  try {
    for await (const message of messages) {
      const state = states.get(message.subject.split('.').at(-1) ?? '');
      if (state) {
        await take(stream, parts, state, message);
        state.connected = true;
        state.heardAt = new Date();
        onTaken();
      }
      if (signal.aborted) return;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function take(stream: EventStream, parts: FollowStreamParts, state: FollowState, message: JsMsg): Promise<void> {
  const { orm, log } = parts;
  const { department } = state;
  const parsed = outboxPageSchema.safeParse(parse(message));
  if (!parsed.success) {
    log.error({ department, seq: message.seq }, 'what is in the event stream is no page of an outbox; it is left out');
    return;
  }
  const page = parsed.data;
  await reach(parts, state, page, message.headers?.get(AFTER_HEADER) ?? '');
  state.events += await appendPage(orm, department, page, (em) =>
    sql(
      em,
      `insert into stream_position (stream, created_at, seq) values (?, ?, ?)
       on conflict (stream) do update set created_at = excluded.created_at, seq = excluded.seq`,
      [stream.name, stream.createdAt, message.seq],
    ),
  );
}

/** Makes the log go right up to where a page begins. */
async function reach(
  { orm, call }: FollowStreamParts,
  state: FollowState,
  page: OutboxPage,
  after: string,
): Promise<void> {
  const { department } = state;
  let position = await readFollowPosition(orm, department);
  if (after === '') {
    // The first page of an epoch, or all over again.
    if (position.cursor !== undefined && epochOf(position.cursor) !== epochOf(page.cursor)) {
      await restartFollowing(orm, department);
    }
    return;
  }
  const limit = AbortSignal.timeout(30_000);
  while (position.cursor !== after && isBefore(position.cursor, after)) {
    const taken = await takePage({ department, orm, call }, position, limit);
    if (taken.events === 0) return;
    state.events += taken.added;
    position = taken.position;
  }
}

function epochOf(cursor: string): string {
  return cursor.slice(0, 36);
}

/** Whether something may lie between two places; what the log has already is dropped by its id. */
function isBefore(cursor: string | undefined, after: string): boolean {
  if (cursor === undefined || epochOf(cursor) !== epochOf(after)) return true;
  const [, xid = '0', seq = '0'] = cursor.split('.');
  const [, afterXid = '0', afterSeq = '0'] = after.split('.');
  return BigInt(xid) < BigInt(afterXid) || (xid === afterXid && BigInt(seq) < BigInt(afterSeq));
}

function parse(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}

async function readPosition(orm: MikroORM, { name, createdAt, manager }: EventStream): Promise<number> {
  const [row] = await sql<{ created_at: string; seq: string }>(
    orm.em.fork(),
    'select created_at, seq from stream_position where stream = ?',
    [name],
  );
  if (row?.created_at !== createdAt) return 0;
  const { state } = await manager.streams.info(name);
  // A stream that was restored from a backup has less than what was taken from it.
  return Number(row.seq) > state.last_seq ? 0 : Number(row.seq);
}
