import { headers } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import { keepTrying } from '#lib/keep-trying';
import { decodeOutboxCursor, type OutboxPage, outboxPageSchema } from '../outbox-page.js';
import type { OutboxSource } from '../outbox-source.js';
import { AFTER_HEADER, type EventsConfig, type EventStream, openEventStream } from './event-stream.js';

export interface PublishParts {
  readonly department: string;
  readonly outbox: OutboxSource;
  readonly events: EventsConfig;
  readonly log: Logger;
}

/** Events of one page; fewer where they would not fit into a message. */
const LIMIT = 200;
/** Of a message where the server does not say; and what headers may take of it. */
const MAX_BYTES = 1024 * 1024;
const HEADER_BYTES = 4096;
const WAIT_MS = 20_000;

/** Puts a department's outbox into the stream until the signal aborts; recovers from every failure. */
export async function publishOutbox(parts: PublishParts, signal: AbortSignal): Promise<void> {
  const { events, log } = parts;
  await keepTrying(
    {
      async work(gotSomewhere) {
        await using stream = await openEventStream(events);
        const lost = new AbortController();
        void stream.connection.closed().then(() => lost.abort());
        await publishFrom(stream, parts, AbortSignal.any([signal, lost.signal]), gotSomewhere);
      },
      onFailure(error, before) {
        if (before === 0) log.warn({ reason: (error as Error).message }, 'cannot publish events; trying again');
      },
    },
    signal,
  );
}

async function publishFrom(
  stream: EventStream,
  { department, outbox }: PublishParts,
  signal: AbortSignal,
  onPublished: () => void,
): Promise<void> {
  const subject = stream.subjectOf(department);
  let { page: last, sequence } = await lastPublished(stream, subject);
  const maxBytes = stream.connection.info?.max_payload ?? MAX_BYTES;
  let limit = LIMIT;
  while (!signal.aborted) {
    const after = last && decodeOutboxCursor(last.cursor);
    const question = { after, last: last?.events.at(-1)?.id, limit, waitMs: WAIT_MS };
    const answer = await outbox.read(question, signal);
    if (!('events' in answer)) {
      last = undefined;
      continue;
    }
    if (answer.events.length === 0) continue;
    const text = JSON.stringify(answer);
    if (Buffer.byteLength(text) > maxBytes - HEADER_BYTES && answer.events.length > 1) {
      limit = Math.floor(answer.events.length / 2);
      continue;
    }
    limit = LIMIT;
    const sent = headers();
    sent.set(AFTER_HEADER, last?.cursor ?? '');
    const ack = await stream.js.publish(subject, text, {
      msgID: `${department}:${last?.cursor ?? ''}:${answer.cursor}`,
      headers: sent,
      expect: { lastSubjectSequence: sequence },
    });
    sequence = ack.seq;
    last = answer;
    onPublished();
  }
}

async function lastPublished(
  stream: EventStream,
  subject: string,
): Promise<{ readonly page: OutboxPage | undefined; readonly sequence: number }> {
  const message = await stream.manager.streams.getMessage(stream.name, { last_by_subj: subject }).catch(ifNoMessage);
  if (!message) return { page: undefined, sequence: 0 };
  return { page: outboxPageSchema.parse(message.json()), sequence: message.seq };
}

/** An older server answers with an error where there is no message. */
function ifNoMessage(error: unknown): null {
  if (/no message found/i.test((error as Error).message)) return null;
  throw error;
}
