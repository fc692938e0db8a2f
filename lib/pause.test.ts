import { expect, it } from 'vitest';
import { pause } from './pause.js';

it('ends when its time is over', async () => {
  await expect(pause(1, new AbortController().signal)).resolves.toBeUndefined();
});

it('ends at once when it is aborted, before or during', async () => {
  const control = new AbortController();
  const waiting = pause(2 ** 30, control.signal);
  control.abort();
  await expect(waiting).resolves.toBeUndefined();
  await expect(pause(2 ** 30, control.signal)).resolves.toBeUndefined();
});
