import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { pause } from '#lib/pause';
import { outboxPageSchema, type OutboxPage, restartedSchema } from '#kit/feed/outbox-page';
import { appendPage, type FollowPosition, readFollowPosition, restartFollowing } from '../activity/append-page.js';
import type { CallDepartment } from './call-department.js';

const LIMIT = 500;
const WAIT_MS = 20_000;
/** Departments start and stop in any order; only one that stays away is worth a warning. */
const LOUD_AFTER = 6;
const MIN_BACKOFF_MS = 200;
const MAX_BACKOFF_MS = 5000;

/** How a department's outbox is doing. */
export interface FollowState {
  readonly department: string;
  connected: boolean;
  /** When the last page came, even an empty one. */
  heardAt: Date | undefined;
  events: number;
}

/** Reads one department's outbox into the activity log until the signal aborts; recovers from every failure. */
export async function followDepartment(
  {
    department,
    ...state
  }: { readonly department: string; readonly orm: MikroORM; readonly call: CallDepartment; readonly log: Logger },
  progress: FollowState,
  signal: AbortSignal,
): Promise<void> {
  const { orm, call, log } = state;
  let failures = 0;
  let position: FollowPosition | undefined;
  while (!signal.aborted) {
    try {
      position ??= await readFollowPosition(orm, department);
      const taken = await takePage({ department, orm, call }, position, signal);
      if (taken.restarted) {
        log.warn({ department }, 'the outbox of a department begins anew: its database was restored, or is another');
      }
      progress.events += taken.added;
      position = taken.position;
      progress.connected = true;
      progress.heardAt = new Date();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (failures === LOUD_AFTER) log.warn({ department, reason: reasonOf(error) }, 'cannot follow a department');
      progress.connected = false;
      // What was appended before a failure is only known from the database.
      position = undefined;
      await pause(backoff(failures), signal);
    }
  }
}

/** What came of asking a department for a page. */
export interface TakenPage {
  readonly position: FollowPosition;
  /** Events of the page, and how many of them were new. */
  readonly events: number;
  readonly added: number;
  /** Whether the outbox is to be read from its start, because it is another than before. */
  readonly restarted: boolean;
}

/** Asks a department for what comes after a position, waits for it if need be, and appends it to the log. */
export async function takePage(
  { department, orm, call }: { readonly department: string; readonly orm: MikroORM; readonly call: CallDepartment },
  position: FollowPosition,
  signal: AbortSignal,
): Promise<TakenPage> {
  const page = await readPage(call, department, position, signal);
  if (page === 'restarted') {
    await restartFollowing(orm, department);
    return { position: { cursor: undefined, lastId: undefined }, events: 0, added: 0, restarted: true };
  }
  const isNew = page.events.length > 0 || position.cursor === undefined;
  return {
    position: { cursor: page.cursor, lastId: page.events.at(-1)?.id ?? position.lastId },
    events: page.events.length,
    added: isNew ? await appendPage(orm, department, page) : 0,
    restarted: false,
  };
}

async function readPage(
  call: CallDepartment,
  department: string,
  { cursor = '', lastId }: FollowPosition,
  signal: AbortSignal,
): Promise<OutboxPage | 'restarted'> {
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS + 10_000)]);
  const last = lastId === undefined ? '' : `&last=${lastId}`;
  const response = await call(department, `/outbox?after=${cursor}${last}&limit=${LIMIT}&wait=${WAIT_MS}`, {
    signal: timeout,
  });
  if (response.status === 409 && restartedSchema.safeParse(await response.json()).success) return 'restarted';
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return outboxPageSchema.parse(await response.json());
}

function backoff(failures: number): number {
  const limit = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** Math.min(failures, 10));
  return limit / 2 + Math.random() * (limit / 2);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return cause?.code ?? (error instanceof Error ? error.message.slice(0, 300) : 'unknown');
}
