import { sql } from '#kit/sql';
import { pause } from '#lib/pause';
import type { ActivityEvent } from './activity-event.entity.js';
import type { FeedParts } from './activity-feed.js';
import type { ActivitySelection } from './activity-selection.js';
import { RollingCounts } from './rolling-counts.js';

/** Counts are told at most so often (ms). */
const TELL_MS = 1000;
const RETRY_MS = 500;
/** Groups that are told one by one; the rest is told as one number. */
export const MAX_GROUPS = 100;

/** By what is counted, in the log and of a live event. */
export interface Grouping {
  readonly sql: string;
  readonly keyOf: (event: ActivityEvent) => string;
}

export interface StatsQuestion {
  readonly selection: ActivitySelection;
  readonly windowMs: number;
  readonly grouping: Grouping;
}

export interface Counted {
  readonly since: Date;
  readonly at: Date;
  readonly total: number;
  readonly groups: readonly { readonly key: string; readonly count: number }[];
  readonly others: number;
}

/** Counts of the selected events within a window that moves on: at once, then whenever they have changed. */
export function followStats(parts: FeedParts, question: StatsQuestion): AsyncIterableIterator<Counted> {
  const gone = new AbortController();
  const told = generate(parts, question, gone.signal);
  return {
    next: () => told.next(),
    async return() {
      gone.abort();
      await told.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* generate(
  parts: FeedParts,
  { selection, windowMs, grouping }: StatsQuestion,
  signal: AbortSignal,
): AsyncGenerator<Counted, undefined, undefined> {
  const { tail } = parts;
  await tail.head();
  using live = tail.listen(selection);
  const counts = new RollingCounts(windowMs);
  let isFresh = true;
  let isChanged = true;
  while (!signal.aborted) {
    // Too many came at once, or none was counted yet: the log knows. What was collected up to there is in it.
    if (isFresh && !(await recount(parts, { selection, counts, grouping, upTo: live.from }, signal))) return undefined;
    isChanged ||= isFresh;
    const events = live.take();
    isFresh = events === undefined;
    if (isFresh) continue;
    for (const event of events ?? []) counts.add(grouping.keyOf(event), event.recordedAt.getTime());
    const now = Date.now();
    isChanged = counts.expire(now) || isChanged || (events?.length ?? 0) > 0;
    if (isChanged) {
      yield summary(counts, now);
      isChanged = false;
      await pause(TELL_MS, signal);
    } else {
      // Whichever is first: something new, or the time at which the oldest is too old.
      const next = new AbortController();
      const either = AbortSignal.any([signal, next.signal]);
      await Promise.race([live.ready(either), pause(Math.max(TELL_MS, counts.stepMs), either)]);
      next.abort();
    }
  }
  return undefined;
}

function summary(counts: RollingCounts, now: number): Counted {
  const all = counts.counts();
  const sum = (of: typeof all) => of.reduce((total, { count }) => total + count, 0);
  return {
    since: new Date(counts.since(now)),
    at: new Date(now),
    total: sum(all),
    groups: all.slice(0, MAX_GROUPS),
    others: sum(all.slice(MAX_GROUPS)),
  };
}

/** Counts anew from the log; false when the signal aborts. */
async function recount(
  { orm, log }: FeedParts,
  {
    selection,
    counts,
    grouping,
    upTo,
  }: {
    readonly selection: ActivitySelection;
    readonly counts: RollingCounts;
    readonly grouping: Grouping;
    readonly upTo: number;
  },
  signal: AbortSignal,
): Promise<boolean> {
  for (let isTold = false; !signal.aborted; isTold = true) {
    try {
      const seconds = counts.stepMs / 1000;
      const rows = await sql<{ step: string; key: string | null; n: string }>(
        orm.em.fork(),
        `select floor(extract(epoch from recorded_at) / ?) as step, ${grouping.sql} as key, count(*) as n from activity_event
         where recorded_at >= ? and position <= ? and ${selection.sql} group by 1, 2`,
        [seconds, new Date(counts.since(Date.now())), upTo, ...selection.parameters],
      );
      counts.clear();
      for (const { step, key, n } of rows) counts.add(key ?? '', Number(step) * counts.stepMs, Number(n));
      return true;
    } catch (error) {
      if (!isTold) log.warn({ err: error }, 'cannot count the activity log; trying again');
      await pause(RETRY_MS, signal);
    }
  }
  return false;
}
