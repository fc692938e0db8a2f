import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Wake } from '#kit/feed/wake';
import type { ActivityEvent } from './activity-event.entity.js';
import { readEnds, readLog } from './activity-log.js';
import { EVERYTHING, type ActivitySelection } from './activity-selection.js';
import { ListenerIndex } from './listener-index.js';

const PAGE = 500;
/** How long to sleep without a notification; a lost one costs at most this. */
const POLL_MS = 2000;
/** Events that may wait for one listener; further ones it reads from the log. */
const MAX_WAITING = 500;

/** Live events for one selection. */
export interface TailListener extends Disposable {
  /** Events up to here come from the log, later ones from `take`. */
  readonly from: number;
  /** The selected events since the last call; undefined: too many to keep, and `from` has moved to the head. */
  take(): readonly ActivityEvent[] | undefined;
  /** Resolves when there is something to take, or when the signal aborts. */
  ready(signal: AbortSignal): Promise<void>;
}

/** The end of the log, read once for all listeners of the process. */
export interface ActivityTail extends AsyncDisposable {
  start(): void;
  /** Resolves with the position up to which the tail has read. */
  head(): Promise<number>;
  /** Begins to collect what comes after the head. */
  listen(selection: ActivitySelection): TailListener;
}

class Listener implements TailListener {
  readonly keys: readonly string[];
  readonly holds: (event: ActivityEvent) => boolean;
  #events: ActivityEvent[] | undefined = [];
  #waiting: (() => void) | undefined;

  constructor(
    selection: ActivitySelection,
    public from: number,
    private readonly parts: { readonly head: () => number; readonly leave: (listener: Listener) => void },
  ) {
    this.keys = selection.keys;
    this.holds = selection.holds;
  }

  push(event: ActivityEvent): void {
    if (this.#events && this.#events.length < MAX_WAITING) this.#events.push(event);
    else this.#events = undefined;
    this.#waiting?.();
    this.#waiting = undefined;
  }

  take(): readonly ActivityEvent[] | undefined {
    const events = this.#events;
    this.#events = [];
    if (!events) this.from = this.parts.head();
    return events;
  }

  async ready(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#events?.length !== 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = () => resolve();
    this.#waiting = stop;
    signal.addEventListener('abort', stop);
    await promise;
    signal.removeEventListener('abort', stop);
  }

  [Symbol.dispose](): void {
    this.parts.leave(this);
  }
}

export function createActivityTail(orm: MikroORM, wake: Wake, log: Logger): ActivityTail {
  const index = new ListenerIndex<Listener>();
  const stopped = new AbortController();
  const known = Promise.withResolvers<void>();
  let head = 0;
  let running: Promise<void> = Promise.resolve();

  const advance = async () => {
    for (;;) {
      const events = await readLog(orm.em.fork(), EVERYTHING, { after: head, limit: PAGE });
      for (const event of events) {
        head = event.position;
        index.match(event, (listener) => listener.push(event));
      }
      if (events.length < PAGE) return;
    }
  };
  const run = async () => {
    let first = true;
    while (!stopped.signal.aborted) {
      try {
        if (first) head = (await readEnds(orm.em.fork())).head.position;
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
    listen(selection) {
      const listener = new Listener(selection, head, {
        head: () => head,
        leave: (own) => index.remove(own),
      });
      index.add(listener);
      return listener;
    },
    async [Symbol.asyncDispose]() {
      stopped.abort();
      known.resolve();
      await running;
    },
  };
}
