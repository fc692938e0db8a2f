import { afterAll, expect, it } from 'vitest';
import { parseEventsAddress } from '#protocol/events-url';
import { startNats } from '../../test/nats.js';
import { until } from '../../test/until.js';
import type { Identity } from '../operation.js';
import { EventsServer } from '../events-server.js';
import { createLogger } from '../observe/logger.js';
import { RateLimits } from './rate-limits.js';
import { SharedRates } from './shared-rates.js';

const nats = await startNats();
afterAll(() => nats?.[Symbol.asyncDispose]());

const caller = (organization: string): Identity => ({
  kind: 'caller',
  caller: { kind: 'partner', organization, requestId: 'r', roles: [] },
  expiresAt: Number.POSITIVE_INFINITY,
});

function twoGateways(url: string) {
  const address = parseEventsAddress(url);
  if (!address) throw new Error('no address');
  const log = createLogger('silent');
  return [0, 1].map(() => {
    // The clock stands: nothing is saved up meanwhile.
    const rates = new RateLimits({ partner: 20 }, () => 0);
    const events = new EventsServer(address, log);
    return { rates, events, shared: new SharedRates({ rates, events, log }) };
  });
}

it.skipIf(!nats)(
  `a caller has his rate once, to whichever gateway he goes${nats ? '' : ' (no nats-server here)'}`,
  async () => {
    const [one, two] = twoGateways(nats?.url ?? '');
    if (!one || !two) throw new Error('two were made');
    await until('both are connected', () => Boolean(one.events.connection && two.events.connection));
    // 100 are saved up.
    for (let number = 0; number < 60; number++) expect(one.rates.take(caller('a'))).toBeUndefined();
    let taken = 0;
    await until('the other one has heard of it', () => {
      while (!two.rates.take(caller('a'))) taken++;
      return taken > 0;
    });
    // Before it has heard, it may give all that is there.
    expect(taken).toBeLessThanOrEqual(100);
    expect(two.rates.take(caller('b'))).toBeUndefined();
    await until('the first one owes what the other gave', () => one.rates.take(caller('a')) !== undefined);
    for (const { shared, events } of [one, two]) {
      shared[Symbol.dispose]();
      await events[Symbol.asyncDispose]();
    }
  },
);

it.skipIf(!nats)(`they go on when the server was away${nats ? '' : ' (no nats-server here)'}`, async () => {
  const [one, two] = twoGateways(nats?.url ?? '');
  if (!one || !two) throw new Error('two were made');
  await until('both are connected', () => Boolean(one.events.connection && two.events.connection));
  await nats?.crash();
  expect(one.rates.take(caller('c'))).toBeUndefined();
  await until('both are connected again', () => Boolean(one.events.connection && two.events.connection));
  await until('what one gives is counted by the other', () => {
    one.rates.take(caller('d'));
    return one.rates.take(caller('d')) !== undefined;
  });
  await until('it is', () => two.rates.take(caller('d')) !== undefined);
  for (const { shared, events } of [one, two]) {
    shared[Symbol.dispose]();
    await events[Symbol.asyncDispose]();
  }
});
