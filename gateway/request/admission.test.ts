import { expect, it } from 'vitest';
import { Admission } from './admission.js';

const forever = new AbortController().signal;

it('runs so many at a time, then in order, and refuses what is too much', async () => {
  const admission = new Admission({ maxRunning: 1, maxRunningBusy: 1, maxWaiting: 1, maxWaitMs: 60_000 });
  const first = Promise.withResolvers<string>();
  const running = admission.run(forever, () => first.promise);
  const waiting = admission.run(forever, async () => 'second');
  expect([admission.running, admission.waiting]).toEqual([1, 1]);
  await expect(admission.run(forever, async () => 'third')).rejects.toMatchObject({ code: 'OVERLOADED', status: 503 });
  first.resolve('first');
  expect(await Promise.all([running, waiting])).toEqual(['first', 'second']);
  expect([admission.running, admission.waiting]).toEqual([0, 0]);
});

it('a client that leaves while it waits gives up its place, and one that fails its turn', async () => {
  const admission = new Admission({ maxRunning: 1, maxRunningBusy: 1, maxWaiting: 5, maxWaitMs: 60_000 });
  const first = Promise.withResolvers<never>();
  const running = admission.run(forever, () => first.promise);
  const leaving = new AbortController();
  const left = admission.run(leaving.signal, async () => 'never');
  const last = admission.run(forever, async () => 'last');
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  first.reject(new Error('broken'));
  await expect(running).rejects.toThrow('broken');
  expect(await last).toBe('last');
});

it('nobody waits for ever', async () => {
  const admission = new Admission({ maxRunning: 1, maxRunningBusy: 1, maxWaiting: 5, maxWaitMs: 10 });
  const first = Promise.withResolvers<void>();
  const running = admission.run(forever, () => first.promise);
  await expect(admission.run(forever, async () => 'late')).rejects.toMatchObject({ code: 'OVERLOADED' });
  first.resolve();
  await running;
  expect(admission.running).toBe(0);
});

it('runs fewer at a time while the process is as busy as it can be, and more as soon as it is not', async () => {
  let busy = 1;
  const admission = new Admission(
    { maxRunning: 64, maxRunningBusy: 2, maxWaiting: 100, maxWaitMs: 60_000 },
    () => busy,
  );
  const ends: (() => void)[] = [];
  const run = () => admission.run(forever, () => new Promise<void>((resolve) => ends.push(resolve)));
  const running: Promise<void>[] = [];
  // The limit falls step by step, each time that somebody asks.
  await expect
    .poll(() => {
      running.push(run());
      return admission.waiting;
    })
    .toBeGreaterThan(0);
  const before = admission.running;
  while (admission.running > 2) {
    ends.shift()?.();
    await new Promise(setImmediate);
  }
  expect([admission.running, before]).toEqual([2, expect.toSatisfy((count: number) => count > 2)]);
  busy = 0;
  await expect.poll(() => admission.waiting).toBe(0);
  for (const end of ends) end();
  await Promise.all(running);
  expect(admission.running).toBe(0);
});
