import { setTimeout as pause } from 'node:timers/promises';

/** Waits for something that becomes true without telling so. Throws with `what` after the time (ms). */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await pause(25);
  }
}
