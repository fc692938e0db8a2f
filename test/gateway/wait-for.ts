import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a condition holds; fails after some seconds. */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 5000,
): Promise<void> {
  const until = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > until) throw new Error(`waited in vain for ${what}`);
    await delay(5);
  }
}
