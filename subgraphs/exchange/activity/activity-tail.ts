import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Wake } from '#kit/feed/wake';
import type { ActivityEvent } from './activity-event.entity.js';
import { readHead, readLog } from './activity-log.js';

/** How many recent events are kept in memory for live listeners; older ones are read from the log. */
const KEEP = 2000;
const PAGE = 500;
/** How long to sleep without a notification; a lost one costs at most this. */
const POLL_MS = 2000;
const EVERYTHING = { sql: 'true', parameters: [], holds: () => true };

/** The end of the log, read once for all listeners of the process. */
export interface ActivityTail extends AsyncDisposable {
  start(): void;
  /** Position up to which the tail has read; undefined until it has read once. */
  head(): Promise<number>;
  /** Recent events after a position, or undefined when it lies further back than the tail remembers. */
  after(position: number): readonly ActivityEvent[] | undefined;
  /** Resolves when the head has moved past a position, or when the signal aborts. */
  moved(position: number, signal: AbortSignal): Promise<void>;
}

export function createActivityTail(orm: MikroORM, wake: Wake, log: Logger): ActivityTail {
  const recent: ActivityEvent[] = [];
  const stopped = new AbortController();
  const known = Promise.withResolvers<void>();
  let waiting = new Set<() => void>();
  let start = 0;
  let head = 0;
  let running: Promise<void> = Promise.resolve();

  const advance = async () => {
    for (;;) {
      const events = await readLog(orm.em.fork(), EVERYTHING, { after: head, limit: PAGE });
      const last = events.at(-1);
      if (!last) return;
      recent.push(...events);
      head = last.position;
      if (recent.length > KEEP) start = recent.splice(0, recent.length - KEEP).at(-1)?.position ?? start;
      const woken = waiting;
      waiting = new Set();
      for (const resolve of woken) resolve();
    }
  };
  const run = async () => {
    let first = true;
    while (!stopped.signal.aborted) {
      try {
        if (first) start = head = await readHead(orm.em.fork());
        first = false;
        known.resolve();
        await advance();
      } catch (error) {
        log.warn({ err: error }, 'cannot read the activity log; trying again');
      }
      await wake.next(POLL_MS, stopped.signal);
    }
  };
  return {
    start: () => void (running = run()),
    head: async () => {
      await known.promise;
      return head;
    },
    after(position) {
      if (position < start) return undefined;
      const index = recent.findIndex((event) => event.position > position);
      return index === -1 ? [] : recent.slice(index);
    },
    async moved(position, signal) {
      if (head > position || signal.aborted || stopped.signal.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.add(resolve);
      const stop = () => resolve();
      signal.addEventListener('abort', stop, { once: true });
      await promise;
      signal.removeEventListener('abort', stop);
      waiting.delete(resolve);
    },
    async [Symbol.asyncDispose]() {
      stopped.abort();
      known.resolve();
      for (const resolve of waiting) resolve();
      await running;
    },
  };
}
