import { expect, it } from 'vitest';
import { Turns } from './turns.js';

it('lets all through in their order, and others in between', async () => {
  const turns = new Turns();
  const order: (number | string)[] = [];
  const all = Array.from({ length: 100 }, async (_, number) => {
    await turns.next();
    order.push(number);
  });
  await new Promise<void>((resolve) =>
    setImmediate(() => {
      order.push('other');
      resolve();
    }),
  );
  await Promise.all(all);
  await turns.next();
  expect(order.filter((each) => each !== 'other')).toEqual(Array.from({ length: 100 }, (_, number) => number));
  expect(order.indexOf('other')).toBeLessThan(40);
});
