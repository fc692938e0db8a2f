import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Wake } from '#kit/feed/wake';
import { codedError } from '#kit/errors';
import type { Caller } from '#kit/identity/caller';
import { pause } from '#lib/pause';
import type { ActivityCursors } from '../activity/activity-cursor.js';
import { AccessEntry } from './access-entry.entity.js';
import { visibleAccess } from './access-parties.policy.js';

const PAGE = 200;
/** A listener reads at most so often (ms), however many looks there are. */
const READ_MS = 500;
/** How long to sleep without a notification; a lost one costs at most this. */
const POLL_MS = 5000;

export interface AccessFeedParts {
  readonly orm: MikroORM;
  /** Of `ACCESS_CHANNEL`. */
  readonly wake: Wake;
  readonly cursors: ActivityCursors;
  readonly log: Logger;
}

/** A place in the copies: the last record that its holder has. */
export type AccessPlace = Pick<AccessEntry, 'position' | 'hash' | 'at'>;

export function accessCursor(cursors: ActivityCursors, { position, hash, at }: AccessPlace, caller: Caller): string {
  return cursors.encode({ position, hash, recordedAt: new Date(at) }, caller);
}

/** The place of now. */
export async function accessHead(orm: MikroORM): Promise<AccessPlace> {
  const [head] = await orm.em.fork().find(AccessEntry, {}, { orderBy: { position: 'desc' }, limit: 1 });
  return head ?? { position: 0, hash: '0'.repeat(64), at: new Date(0).toISOString() };
}

/** Access records that the caller may see after a place, then each new one, in the order in which the exchange took them over: without gap or repeat. */
export function followAccessLog(
  parts: AccessFeedParts,
  caller: Caller,
  from: number,
): AsyncIterableIterator<AccessEntry> {
  const gone = new AbortController();
  const entries = generate(parts, caller, from, gone.signal);
  return {
    next: () => entries.next(),
    // A generator's own return waits until it yields; a quiet log would never end.
    async return() {
      gone.abort();
      await entries.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Where a cursor leads, now without one. Throws CURSOR_INVALID, CURSOR_EXPIRED, and FEED_GAP where its record is not there any more. */
export async function accessPlace(
  { orm, cursors }: AccessFeedParts,
  caller: Caller,
  after: string | null | undefined,
): Promise<number> {
  if (!after) return (await accessHead(orm)).position;
  const { position, hashStart, at } = cursors.decode(after, caller);
  if (position === 0) return 0;
  const entry = await orm.em.fork().findOne(AccessEntry, { position });
  if (entry?.hash.startsWith(hashStart)) return position;
  const head = await accessHead(orm);
  throw codedError('FEED_GAP', 'The exchange was restored from a backup, and this record is not in it.', {
    reason: 'RESTORED',
    missingFrom: at.toISOString(),
    missingUntil: head.at,
    restart: accessCursor(cursors, head, caller),
  });
}

async function* generate(
  { orm, wake, log }: AccessFeedParts,
  caller: Caller,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<AccessEntry, undefined, undefined> {
  let position = from;
  let isTold = false;
  while (!signal.aborted) {
    const woken = wake.next(POLL_MS, signal);
    let entries: AccessEntry[] = [];
    try {
      const where = { $and: [{ position: { $gt: position } }, visibleAccess<AccessEntry>(caller)] } as object;
      entries = await orm.em.fork().find(AccessEntry, where, { orderBy: { position: 'asc' }, limit: PAGE });
      isTold = false;
    } catch (error) {
      if (!isTold) log.warn({ err: error }, 'cannot read the access log for a listener; trying again');
      isTold = true;
    }
    for (const entry of entries) {
      position = entry.position;
      yield entry;
      if (signal.aborted) return undefined;
    }
    if (entries.length < PAGE) {
      await pause(READ_MS, signal);
      await woken;
    }
  }
  return undefined;
}
