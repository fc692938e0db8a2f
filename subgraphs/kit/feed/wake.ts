import pg from 'pg';
import type { Logger } from 'pino';
import { pause } from '#lib/pause';

const RECONNECT_MS = 1000;

/** Wakes readers up when something was announced. Never carries data, so a lost notification only delays. */
export interface Wake extends AsyncDisposable {
  /** Resolves at the next notification, after `timeoutMs`, or when the signal aborts. Never rejects. */
  next(timeoutMs: number, signal?: AbortSignal): Promise<void>;
}

/** Listens on a channel with a connection of its own, and reconnects when it breaks. */
export function listen(databaseUrl: string, channel: string, log: Logger): Wake {
  const waiting = new Set<() => void>();
  const stopped = new AbortController();
  const wakeAll = () => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const running = keepListening(databaseUrl, channel, wakeAll, stopped.signal, log);
  return {
    next(timeoutMs, signal) {
      if (signal?.aborted || stopped.signal.aborted) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      waiting.add(resolve);
      const stop = () => resolve();
      signal?.addEventListener('abort', stop);
      return promise.finally(() => {
        signal?.removeEventListener('abort', stop);
        clearTimeout(timer);
        waiting.delete(resolve);
      });
    },
    async [Symbol.asyncDispose]() {
      stopped.abort();
      wakeAll();
      await running;
    },
  };
}

async function keepListening(databaseUrl: string, channel: string, wake: () => void, signal: AbortSignal, log: Logger) {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    // `once` of node:events would also throw the error that comes before the end.
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
    try {
      client.on('error', (error) =>
        log.warn({ code: (error as { code?: string }).code }, 'listening connection broke'),
      );
      client.on('notification', wake);
      await client.connect();
      await client.query(`listen ${channel}`);
      wake();
      const stop = () => void client.end();
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
      await ended;
      signal.removeEventListener('abort', stop);
    } catch (error) {
      log.warn({ code: (error as { code?: string }).code }, 'cannot listen to the database; trying again');
      await client.end().catch(() => undefined);
    }
    if (!signal.aborted) await pause(RECONNECT_MS, signal);
  }
}
