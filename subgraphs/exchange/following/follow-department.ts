import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { pause } from '#lib/pause';
import { outboxPageSchema, type OutboxPage } from '#kit/feed/outbox-page';
import { appendPage, readPosition } from '../activity/activity-log.js';
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
  let cursor: string | undefined;
  while (!signal.aborted) {
    try {
      cursor ??= await readPosition(orm, department);
      const page = await readPage(call, department, cursor, signal);
      if (page.events.length > 0) progress.events += await appendPage(orm, department, page);
      cursor = page.cursor;
      progress.connected = true;
      progress.heardAt = new Date();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (failures === LOUD_AFTER) log.warn({ department, reason: reasonOf(error) }, 'cannot follow a department');
      progress.connected = false;
      // What was appended before a failure is only known from the database.
      cursor = undefined;
      await pause(backoff(failures), signal);
    }
  }
}

async function readPage(
  call: CallDepartment,
  department: string,
  cursor: string,
  signal: AbortSignal,
): Promise<OutboxPage> {
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS + 10_000)]);
  const response = await call(department, `/outbox?after=${cursor}&limit=${LIMIT}&wait=${WAIT_MS}`, {
    signal: timeout,
  });
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
