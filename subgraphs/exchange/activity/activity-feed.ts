import type { MikroORM } from '@mikro-orm/postgresql';
import type { ActivityEvent } from './activity-event.entity.js';
import { readLog } from './activity-log.js';
import type { ActivitySelection } from './activity-selection.js';
import type { ActivityTail } from './activity-tail.js';

const PAGE = 200;

/**
 * Selected events after a position, then live ones, without gap or repeat: the listener's own position decides what
 * comes next, whether it is read from the log (far behind) or from the shared tail (live).
 */
export function followActivity(
  orm: MikroORM,
  tail: ActivityTail,
  selection: ActivitySelection,
  after: number | undefined,
): AsyncIterableIterator<ActivityEvent> {
  const gone = new AbortController();
  const events = generate(orm, tail, selection, after, gone.signal);
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
  orm: MikroORM,
  tail: ActivityTail,
  selection: ActivitySelection,
  after: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<ActivityEvent, undefined, undefined> {
  let position = after ?? (await tail.head());
  while (!signal.aborted) {
    const live = tail.after(position);
    if (live === undefined) {
      const upTo = await tail.head();
      const events = await readLog(orm.em.fork(), selection, { after: position, upTo, limit: PAGE });
      for (const event of events) {
        position = event.position;
        yield event;
        if (signal.aborted) return undefined;
      }
      if (events.length < PAGE) position = upTo;
      continue;
    }
    for (const event of live) {
      position = event.position;
      if (selection.holds(event)) yield event;
      if (signal.aborted) return undefined;
    }
    await tail.moved(position, signal);
  }
  return undefined;
}
