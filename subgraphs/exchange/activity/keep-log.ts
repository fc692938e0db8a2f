import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { pause } from '#lib/pause';
import { keepMonths } from './retention.js';

const EVERY_MS = 3_600_000;
const RETRY_MS = 60_000;

/** Makes and removes the log's months until the signal aborts. */
export async function keepLog(
  { orm, keepDays, log }: { readonly orm: MikroORM; readonly keepDays: number; readonly log: Logger },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const removed = await keepMonths(orm, keepDays, new Date());
      if (removed.length > 0) log.info({ removed }, 'removed old months of the activity log');
      await pause(EVERY_MS, signal);
    } catch (error) {
      log.warn({ err: error }, 'cannot keep the months of the activity log; trying again');
      await pause(RETRY_MS, signal);
    }
  }
}
