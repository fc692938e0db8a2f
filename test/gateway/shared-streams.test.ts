import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startToyGateway, type ToyGateway } from './toy-gateway.js';
import { waitFor } from './wait-for.js';

const QUERY = 'subscription { itemSold { id buyer { name parcels { note } } } }';
const SALE = { id: 's1', item: 'b1', buyer: 'p2' };
const EVENT = { data: { itemSold: { id: 's1', buyer: { name: 'Bo', parcels: [{ note: null }] } } } };

let toy: ToyGateway;
const clients: Client[] = [];
beforeAll(async () => {
  toy = await startToyGateway();
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await toy[Symbol.asyncDispose]();
});

function connect(authorization?: string): Client {
  const url = `${toy.gateway.url.replace('http', 'ws')}/graphql`;
  const connectionParams = authorization === undefined ? {} : { authorization };
  const client = createClient({ url, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0, lazy: false });
  clients.push(client);
  return client;
}

function listen(client: Client, query = QUERY) {
  const events: unknown[] = [];
  const stop = client.subscribe(
    { query },
    { next: (event) => events.push(event), error: () => {}, complete: () => {} },
  );
  return { events, stop };
}

/** Resolves when everything that was sent on the socket before has been dealt with: an answer comes after it. */
async function settled(client: Client): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    client.subscribe({ query: '{ __typename }' }, { next: () => {}, error: reject, complete: resolve });
  });
}

it('fifty who ask the same cost the departments as much as one', async () => {
  const { people, shipping, shop } = toy.toys;
  const all = Array.from({ length: 5 }, () => connect());
  const listeners = all.flatMap((client) => Array.from({ length: 10 }, () => listen(client)));
  await Promise.all(all.map(settled));
  await waitFor(() => toy.toys.listeners() === 1, 'the shop to be subscribed to');
  expect(shop.subscribed).toHaveLength(1);
  const before = people.asked.length + shipping.asked.length;
  for (let count = 0; count < 3; count++) toy.toys.sell(SALE);
  await waitFor(() => listeners.every(({ events }) => events.length === 3), 'all events');
  expect(listeners.map(({ events }) => events)).toEqual(listeners.map(() => [EVENT, EVENT, EVENT]));
  expect(people.asked.length + shipping.asked.length - before).toBeLessThanOrEqual(6);

  // The first to leave disturbs nobody; the last ends it, though the stream is quiet.
  const [first, ...others] = listeners;
  first?.stop();
  await Promise.all(all.map(settled));
  toy.toys.sell(SALE);
  await waitFor(() => others.every(({ events }) => events.length === 4), 'the others to hear more');
  expect(first?.events).toHaveLength(3);
  for (const { stop } of others) stop();
  await waitFor(() => toy.toys.listeners() === 0, 'the upstream to end');
});

it('different credentials never share', async () => {
  const before = toy.toys.shop.sockets.size;
  const one = listen(connect('Bearer a'));
  const two = listen(connect('Bearer b'));
  await waitFor(() => toy.toys.listeners() === 2, 'two subscriptions');
  expect(toy.toys.shop.sockets.size).toBeGreaterThanOrEqual(before + 1);
  one.stop();
  two.stop();
  await waitFor(() => toy.toys.listeners() === 0, 'the upstreams to end');
});

it('who leaves while it is being opened leaves nothing behind', async () => {
  const client = connect();
  for (let count = 0; count < 50; count++)
    listen(client, `subscription { itemSold { id${' id'.repeat(count % 7)} } }`).stop();
  await settled(client);
  await waitFor(() => toy.toys.listeners() === 0, 'all upstreams to end');
  const { events, stop } = listen(client);
  await waitFor(() => toy.toys.listeners() === 1, 'a new one to open');
  toy.toys.sell(SALE);
  await waitFor(() => events.length === 1, 'an event');
  expect(events).toEqual([EVENT]);
  stop();
  await waitFor(() => toy.toys.listeners() === 0, 'the upstream to end');
});

it('texts that need escapes arrive as they are', async () => {
  const { events, stop } = listen(connect(), 'subscription { itemSold { id what: __typename } }');
  await waitFor(() => toy.toys.listeners() === 1, 'the shop to be subscribed to');
  const id = 'a "quoted" \\ \u0000ready\u0000 志愿 \u2028 😀';
  toy.toys.sell({ ...SALE, id });
  await waitFor(() => events.length === 1, 'an event');
  expect(events).toEqual([{ data: { itemSold: { id, what: 'Sale' } } }]);
  stop();
});
