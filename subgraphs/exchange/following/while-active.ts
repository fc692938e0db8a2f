import pg from 'pg';
import type { Logger } from 'pino';
import { pause } from '#lib/pause';

/** Held by the exchange that follows the departments; any number that no other advisory lock of the database uses. */
export const ACTIVE_LOCK = 7_310_000_004;
const RETRY_MS = 1000;
const BEAT_MS = 1000;
/** The database ends the session of an exchange that was not heard of for so long, and with it its lock. */
const SILENCE_MS = 3000;

/**
 * Runs the work of the one active exchange: of several on one database one holds an advisory lock, the others stand by.
 * Another takes over within five seconds when the active one stops, dies, hangs, or loses the database. That two are active
 * for a moment does no harm: what both append is in the log once. Resolves when the signal aborts.
 */
export async function whileActive(
  { databaseUrl, log }: { readonly databaseUrl: string; readonly log: Logger },
  work: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  let isStandingBy = false;
  while (!signal.aborted) {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 5000,
      query_timeout: SILENCE_MS,
    });
    // `once` of node:events would also throw the error that comes before the end.
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`set idle_session_timeout = ${SILENCE_MS}`);
      if (await tryLock(client)) {
        log.info(isStandingBy ? 'took over from another exchange' : 'active: following the departments');
        isStandingBy = false;
        await workWithLock(client, ended, work, signal);
      } else if (!isStandingBy) {
        log.info('standing by: another exchange follows the departments');
        isStandingBy = true;
      }
    } catch (error) {
      log.warn({ code: (error as { code?: string }).code }, 'cannot reach the database to become active');
    }
    await client.end().catch(() => undefined);
    if (!signal.aborted) await pause(RETRY_MS, signal);
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${ACTIVE_LOCK}) as held`);
  return rows[0]?.held === true;
}

async function workWithLock(
  client: pg.Client,
  ended: Promise<unknown>,
  work: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const lost = new AbortController();
  void ended.then(() => lost.abort());
  const both = AbortSignal.any([signal, lost.signal]);
  const working = work(both);
  while (!both.aborted) {
    await pause(BEAT_MS, both);
    if (!both.aborted) await client.query('select 1').catch(() => lost.abort());
  }
  await working;
}
