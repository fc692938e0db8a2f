import { afterEach, expect, it } from 'vitest';
import { waitFor } from '../gateway/wait-for.js';
import { FeedClient } from './feed-client.js';
import { startToyFeed, type ToyFeed } from './toy-feed.js';

let feed: ToyFeed;
let client: FeedClient;
afterEach(async () => {
  client[Symbol.dispose]();
  await feed[Symbol.asyncDispose]();
});

const QUERY = 'subscription ($from: String) { ticks(from: $from) { number owner { id name } again: owner { name } } }';

it('events that come together ask each department once, and each gets what is its own', async () => {
  feed = await startToyFeed({}, 1000);
  for (let tick = 0; tick < 60; tick++) feed.tick();
  client = await FeedClient.connect(feed.graph.gateway.url);
  client.subscribe(QUERY, { from: 'at0' });
  await waitFor(() => client.payloads().length === 60, 'all events');
  const owner = (number: number) => ({ id: String(number % 3), name: `owner ${number % 3}` });
  expect(client.payloads()).toEqual(
    Array.from({ length: 60 }, (_, index) => ({
      data: { ticks: { number: index + 1, owner: owner(index + 1), again: { name: owner(index + 1).name } } },
    })),
  );
  expect(feed.ownerCalls).toBeLessThan(15);
});

it('an error of one entity belongs to the events about it', async () => {
  feed = await startToyFeed({}, 1000);
  feed.failOwner('2');
  for (let tick = 0; tick < 30; tick++) feed.tick();
  client = await FeedClient.connect(feed.graph.gateway.url);
  client.subscribe(QUERY, { from: 'at0' });
  await waitFor(() => client.payloads().length === 30, 'all events');
  for (const [index, { data, errors }] of client.payloads().entries()) {
    const fails = (index + 1) % 3 === 2;
    expect(data.ticks.owner).toEqual(fails ? null : expect.objectContaining({ name: `owner ${(index + 1) % 3}` }));
    expect(errors?.length ?? 0).toBe(fails ? 2 : 0);
    if (fails) expect(errors[0]).toMatchObject({ message: 'no such owner', path: ['ticks', 'owner', 'name'] });
  }
});
