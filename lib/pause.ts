import type { Ending } from './ending.js';

/** Resolves after so many milliseconds, or at once when the signal aborts. Never rejects. */
export async function pause(ms: number, signal: Ending): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const stop = () => resolve();
  signal.addEventListener('abort', stop);
  await promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
}
