import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { pause } from '#lib/pause';
import type { ActivityEvent } from './activity-event.entity.js';
import { readLog } from './activity-log.js';
import type { ActivitySelection } from './activity-selection.js';
import type { ActivityTail, TailListener } from './activity-tail.js';

const PAGE = 200;
/** After so many events from the log a listener is completed and asks for more: nobody is sent more than he takes. */
const PORTION = 600;
const RETRY_MS = 500;

export interface FeedParts {
  readonly orm: MikroORM;
  readonly tail: ActivityTail;
  readonly log: Logger;
}

/**
 * Selected events after a position, then live ones, without gap or repeat: the listener begins to collect live events
 * first, reads the log up to there, and goes on with what was collected. When too much has come meanwhile, it reads the log
 * again. What happened before comes in portions: then it completes, and is to be asked again from the last cursor.
 */
export function followActivity(
  parts: FeedParts,
  selection: ActivitySelection,
  after: number | undefined,
): AsyncIterableIterator<ActivityEvent> {
  const gone = new AbortController();
  const events = generate(parts, selection, after, gone.signal);
  return {
    next: () => events.next(),
    // A generator's own return waits until it yields; a quiet feed would never end.
    async return() {
      gone.abort();
      await events.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* generate(
  parts: FeedParts,
  selection: ActivitySelection,
  after: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<ActivityEvent, undefined, undefined> {
  const { tail } = parts;
  await tail.head();
  using live: TailListener = tail.listen(selection);
  let position = after ?? live.from;
  let fromLog = 0;
  while (!signal.aborted) {
    while (position < live.from) {
      const events = await readPage(parts, selection, { position, upTo: live.from }, signal);
      if (!events) return undefined;
      for (const event of events) {
        position = event.position;
        yield event;
        if (signal.aborted) return undefined;
      }
      fromLog += events.length;
      if (fromLog >= PORTION && events.length === PAGE) return undefined;
      if (events.length < PAGE) position = live.from;
    }
    for (const event of live.take() ?? []) {
      // A cursor can be ahead of what the tail has read.
      if (event.position <= position) continue;
      position = event.position;
      yield event;
      if (signal.aborted) return undefined;
    }
    if (position >= live.from) await live.ready(signal);
  }
  return undefined;
}

/** A page of the log; tries again until the database answers, or answers undefined when the signal aborts. */
async function readPage(
  { orm, log }: FeedParts,
  selection: ActivitySelection,
  { position, upTo }: { readonly position: number; readonly upTo: number },
  signal: AbortSignal,
): Promise<ActivityEvent[] | undefined> {
  for (let isTold = false; !signal.aborted; isTold = true) {
    try {
      return await readLog(orm.em.fork(), selection, { after: position, upTo, limit: PAGE });
    } catch (error) {
      if (!isTold) log.warn({ err: error }, 'cannot read the activity log for a listener; trying again');
      await pause(RETRY_MS, signal);
    }
  }
  return undefined;
}
