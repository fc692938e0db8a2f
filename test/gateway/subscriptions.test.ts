import { createClient as createSseClient } from 'graphql-sse';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { startToyGateway, type ToyGateway } from './toy-gateway.js';
import { waitFor } from './wait-for.js';

let toy: ToyGateway;
beforeAll(async () => {
  toy = await startToyGateway();
});
afterAll(() => toy[Symbol.asyncDispose]());

function overWs(gateway = toy, connectionParams: Record<string, unknown> = {}): Client {
  const url = `${gateway.gateway.url.replace('http', 'ws')}/graphql`;
  return createClient({ url, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 });
}

function overSse(gateway = toy) {
  return createSseClient({ url: `${gateway.gateway.url}/graphql`, retryAttempts: 0 });
}

interface Listener {
  readonly events: unknown[];
  readonly end: Promise<unknown>;
  stop(): void;
}

/** Listens, once the shop has been subscribed to. */
async function listen(client: Pick<Client, 'subscribe'>, query: string, gateway = toy): Promise<Listener> {
  const before = gateway.toys.listeners();
  const events: unknown[] = [];
  let stop = () => {};
  const end = new Promise<unknown>((resolve) => {
    stop = client.subscribe(
      { query },
      { next: (event) => events.push(event), error: resolve, complete: () => resolve('complete') },
    );
  });
  await waitFor(() => gateway.toys.listeners() === before + 1, 'the shop to be subscribed to');
  return { events, end, stop };
}

const ENRICHED =
  'subscription { itemSold { id item { title ... on Book { author { name } } } buyer { name parcels { note } } } }';
const SALE = { id: 's1', item: 'b1', buyer: 'p2' };
const ENRICHED_SALE = {
  data: {
    itemSold: {
      id: 's1',
      item: { title: 'Wells', author: { name: 'Chen' } },
      buyer: { name: 'Bo', parcels: [{ note: null }] },
    },
  },
};

describe.each([
  ['graphql-ws', () => overWs()],
  ['server-sent events', () => overSse() as unknown as Client],
])('over %s', (_, connect) => {
  it('each event is completed from the other subgraphs', async () => {
    const { events, stop } = await listen(connect(), ENRICHED);
    toy.toys.sell(SALE);
    await waitFor(() => events.length === 1, 'an event');
    expect(events).toEqual([ENRICHED_SALE]);
    stop();
    await waitFor(() => toy.toys.listeners() === 0, 'the upstream to end');
  });

  it('whose conditions leave no root field is refused with the reason', async () => {
    const end = new Promise<unknown>((resolve) => {
      const query = 'subscription { itemSold @include(if: false) { id } }';
      connect().subscribe({ query }, { next: resolve, error: resolve, complete: () => undefined });
    });
    expect(JSON.stringify(await end)).toContain('its conditions leave none');
    expect(toy.toys.listeners()).toBe(0);
  });

  it('a client that leaves a quiet stream ends it upstream', async () => {
    const { stop, events } = await listen(connect(), ENRICHED);
    stop();
    await waitFor(() => toy.toys.listeners() === 0, 'the upstream to end');
    expect(events).toEqual([]);
  });

  it('two listeners of one event do not see each other’s fields', async () => {
    const client = connect();
    const one = await listen(client, 'subscription { itemSold { id buyer { name } } }');
    const two = await listen(client, 'subscription { what: itemSold { buyer { id: name cart { id } } } }');
    toy.toys.sell(SALE);
    await waitFor(() => one.events.length + two.events.length === 2, 'both events');
    expect(one.events).toEqual([{ data: { itemSold: { id: 's1', buyer: { name: 'Bo' } } } }]);
    expect(two.events).toEqual([{ data: { what: { buyer: { id: 'Bo', cart: [{ id: 'b2' }] } } } }]);
    expect(toy.toys.shop.sockets.size).toBe(1);
    one.stop();
    two.stop();
    await waitFor(() => toy.toys.listeners() === 0, 'the upstreams to end');
  });

  it('an event whose completion fails still comes, with the error', async () => {
    toy.toys.people.fault = (response) => void response.destroy();
    const { events, stop } = await listen(connect(), 'subscription { itemSold { id buyer { name } } }');
    toy.toys.sell(SALE);
    await waitFor(() => events.length === 1, 'an event');
    toy.toys.people.fault = undefined;
    stop();
    expect(events).toMatchObject([
      {
        data: { itemSold: { id: 's1', buyer: null } },
        errors: [{ path: ['itemSold', 'buyer'], extensions: { code: 'DOWN', department: 'people' } }],
      },
    ]);
    await waitFor(() => toy.toys.listeners() === 0, 'the upstream to end');
  });

  it('queries and mutations run too', async () => {
    const events: unknown[] = [];
    await new Promise((resolve) => {
      connect().subscribe(
        { query: 'query($id: ID!) { person(id: $id) { name } }', variables: { id: 'p1' } },
        { next: (event) => events.push(event), error: resolve, complete: () => resolve(undefined) },
      );
    });
    expect(events).toEqual([{ data: { person: { name: 'Ana' } } }]);
  });
});

describe('a department that dies', () => {
  it.each(['ws', 'sse'])('ends the stream over %s with DOWN', async (transport) => {
    await using own = await startToyGateway();
    const client = transport === 'ws' ? overWs(own) : (overSse(own) as unknown as Client);
    const { events, end } = await listen(client, ENRICHED, own);
    await own.toys.shop[Symbol.asyncDispose]();
    const ended = await end;
    const told = transport === 'ws' ? ended : (events[0] as { errors: unknown }).errors;
    expect(told).toMatchObject([{ extensions: { code: 'DOWN', department: 'shop' } }]);
  });

  it('is told at once when it is dead already', async () => {
    await using own = await startToyGateway();
    await own.toys.shop[Symbol.asyncDispose]();
    const ended = await new Promise((resolve) => {
      overWs(own).subscribe(
        { query: ENRICHED },
        { next: () => {}, error: resolve, complete: () => resolve('complete') },
      );
    });
    expect(ended).toMatchObject([{ extensions: { code: 'DOWN', department: 'shop' } }]);
  });
});

describe('a listener that does not keep up', () => {
  it('is cut off with a code and never skips events', async () => {
    await using own = await startToyGateway({ live: { ...engineDefaults().live, maxWaitingEvents: 5 } });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { events, end } = await listen(overWs(own), 'subscription { itemSold { id buyer { name } } }', own);
    // Completion waits for the people, so events pile up in the queue.
    own.toys.people.fault = (response) => void held.then(() => response.destroy());
    for (let id = 0; id < 20; id++) own.toys.sell({ ...SALE, id: `s${id}` });
    const ended = (await end) as { code: number };
    release();
    expect(ended.code).toBe(4413);
    expect(events).toEqual([]);
    await waitFor(() => own.toys.listeners() === 0, 'the upstream to end');
  });
});

describe('what may not be subscribed to', () => {
  it.each([
    ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['subscription($id: ID!) { itemSold(id: $id) { id } }', 'BAD_USER_INPUT'],
  ])('%s is refused with %s', async (query, code) => {
    const refused = await new Promise<unknown>((resolve) => {
      overWs().subscribe(
        { query },
        { next: resolve, error: (errors) => resolve({ errors }), complete: () => resolve('complete') },
      );
    });
    expect(refused).toMatchObject({ errors: [{ extensions: { code } }] });
  });
});
