import { expect, it } from 'vitest';
import { keepTrying } from './keep-trying.js';

it('tries again after failures, tells how many came before, and ends with the signal', async () => {
  const ended = new AbortController();
  const told: [string, number][] = [];
  let tries = 0;
  await keepTrying(
    {
      async work(gotSomewhere) {
        tries += 1;
        if (tries === 3) gotSomewhere();
        if (tries === 4) ended.abort();
        throw new Error(`failure ${tries}`);
      },
      onFailure: (error, before) => told.push([(error as Error).message, before]),
    },
    ended.signal,
  );
  expect(told).toEqual([
    ['failure 1', 0],
    ['failure 2', 1],
    ['failure 3', 0],
  ]);
});
