import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { startGraph } from './any-graph.js';
import { asAsked } from './toy-subgraph.js';
import { startToyGateway, type ToyGateway } from './toy-gateway.js';
import { waitFor } from './wait-for.js';

const QUERY = '{ item(id: "b1") { title } }';
const ANSWER = '{"data":{"item":{"__typename":"Book","title":"Wells"}}}';
const calls = engineDefaults().subgraphCalls;

let toy: ToyGateway;
beforeAll(async () => {
  toy = await startToyGateway({ subgraphCalls: { ...calls, timeoutMs: 3000, maxAnswerBytes: 100_000 } });
});
afterEach(() => {
  toy.toys.shop.fault = undefined;
  toy.toys.shop.asked.length = 0;
});
afterAll(() => toy[Symbol.asyncDispose]());

it('sends a read again that was lost before its answer began', async () => {
  const { shop } = toy.toys;
  shop.fault = (response) => {
    shop.fault = undefined;
    response.destroy();
  };
  expect(await toy.ask(QUERY)).toEqual({ status: 200, data: { item: { title: 'Wells' } } });
  expect(shop.asked).toHaveLength(2);
});

it('does not send a read again whose answer was lost in the middle', async () => {
  const { shop } = toy.toys;
  shop.fault = (response) => void response.write('{"data"', () => response.destroy());
  expect((await toy.ask(QUERY)).errors?.[0]?.extensions['code']).toBe('DOWN');
  expect(shop.asked).toHaveLength(1);
});

it('sends equal reads of equal credentials once while they are on their way', async () => {
  const { shop } = toy.toys;
  const release: (() => void)[] = [];
  shop.fault = (response, query) => void release.push(() => response.end(asAsked(query, ANSWER)));
  const asking = ['Bearer a', 'Bearer a', 'Bearer b'].map((authorization) => toy.ask(QUERY, {}, { authorization }));
  await waitFor(() => release.length === 2, 'one call for each credential');
  for (const answer of release) answer();
  for (const answer of await Promise.all(asking)) expect(answer.data).toEqual({ item: { title: 'Wells' } });
  expect(shop.asked.map(({ headers }) => headers.authorization).toSorted()).toEqual(['Bearer a', 'Bearer b']);
});

it('ends a call upstream when the client leaves', async () => {
  let closed = false;
  const gone = new AbortController();
  toy.toys.shop.fault = (response) => {
    response.once('close', () => (closed = true));
    gone.abort();
  };
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: QUERY });
  const request = fetch(`${toy.gateway.url}/graphql`, { method: 'POST', headers, body, signal: gone.signal });
  await expect(request).rejects.toThrow('aborted');
  await waitFor(() => closed, 'the end of the call');
});

it('reads compressed answers', async () => {
  toy.toys.shop.fault = (response, query) =>
    void response.setHeader('content-encoding', 'gzip').end(gzipSync(asAsked(query, ANSWER)));
  expect((await toy.ask(QUERY)).data).toEqual({ item: { title: 'Wells' } });
});

it.each([
  ['a small answer that inflates to a huge one', gzipSync(Buffer.alloc(50_000_000))],
  ['bytes that are not gzip', Buffer.from('no gzip')],
  ['gzip that is cut short', gzipSync(ANSWER).subarray(0, 20)],
])('refuses %s', async (_, bytes) => {
  toy.toys.shop.fault = (response) => void response.setHeader('content-encoding', 'gzip').end(bytes);
  expect((await toy.ask(QUERY)).errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_ANSWER', department: 'shop' });
});

it('fails at once while the circuit is open, and says when to come back', async () => {
  await using own = await startToyGateway({
    subgraphCalls: { ...calls, circuit: { ...calls.circuit, minCalls: 3, openMs: 60_000 } },
  });
  const { shop } = own.toys;
  shop.fault = (response) => void response.writeHead(503, { 'retry-after': '60' }).end();
  for (let call = 0; call < 3; call += 1) await own.ask(QUERY);
  expect(shop.asked).toHaveLength(3);
  const { errors } = await own.ask(QUERY);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'DOWN', department: 'shop' });
  expect(errors?.[0]?.extensions['retryAfter']).toBeGreaterThan(50);
  expect(shop.asked).toHaveLength(3);
  const ready = (await (await fetch(`${own.gateway.url}/ready`)).json()) as Record<string, unknown>;
  expect(ready['circuits']).toMatchObject({ shop: 'open', people: 'closed' });
});

it('completes an object that stands at several places with all that is asked of it at each', async () => {
  const reference = { __resolveReference: (thing: object) => thing };
  const friends: Readonly<Record<string, string>> = { p1: 'p3', p2: 'p1' };
  await using graph = await startGraph([
    {
      name: 'people',
      typeDefs: `
        type Query { people: [Person!]! }
        type Person @key(fields: "id") { id: ID!  name: String  friend: Person }`,
      resolvers: {
        Query: { people: () => [{ id: 'p1' }, { id: 'p2' }] },
        Person: {
          ...reference,
          name: ({ id }: { id: string }) => `name of ${id}`,
          friend: ({ id }: { id: string }) => ({ id: friends[id] }),
        },
      },
    },
    {
      name: 'teams',
      typeDefs: `type Person @key(fields: "id") { id: ID!  reports: [Person!]! }`,
      resolvers: { Person: { ...reference, reports: () => [{ id: 'p9' }] } },
    },
  ]);
  const reports = [{ name: 'name of p9' }];
  const friend = { reports: [{ label: 'name of p9' }] };
  expect(await graph.ask('{ people { friend { reports { label: name } } reports { name } } }')).toEqual({
    status: 200,
    data: {
      people: [
        { friend, reports },
        { friend, reports },
      ],
    },
  });
});
