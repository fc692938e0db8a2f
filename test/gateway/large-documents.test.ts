import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileQuery, hostileSdl } from '../../bench/graphs/hostile.js';
import { engineDefaults } from '../../gateway/config.js';
import { startGraph } from './any-graph.js';
import { type HubGateway, startHubGateway } from './hub-gateway.js';
import { overWs } from './over-ws.js';
import { ask, type GraphqlAnswer, startToyGateway, type ToyGateway } from './toy-gateway.js';
import { waitFor } from './wait-for.js';

let toy: ToyGateway;
let hub: HubGateway;
beforeAll(async () => {
  [toy, hub] = await Promise.all([startToyGateway(), startHubGateway()]);
});
afterAll(async () => {
  await toy[Symbol.asyncDispose]();
  await hub[Symbol.asyncDispose]();
});

const many = (count: number, text: string) => `${text} `.repeat(count);
/** More than is checked at once, and of `length` characters. */
const large = (selection: string, tag: string, length = 30_000) =>
  `{ person(id: "p1") { ${selection} ${many(600, 'name')} } } # ${tag}`.padEnd(length);
const small = (selection: string) => `{ person(id: "p1") { ${selection} name } }`;
const ANA = { data: { person: { age: 30, name: 'Ana' } } };

type Answer = Pick<GraphqlAnswer, 'data' | 'errors'>;

async function overSse(url: string, query: string, headers: Record<string, string> = {}): Promise<Answer> {
  const client = createSseClient({ url: `${url}/graphql`, headers, retryAttempts: 0 });
  const { value } = await client.iterate({ query }).next();
  client.dispose();
  return value as Answer;
}

async function overPost(url: string, query: string): Promise<Answer> {
  const { status: _, ...answer } = await ask(url, query);
  return answer;
}

/** By its hash: the text would be too long for an address. */
async function overGet(url: string, query: string): Promise<Answer> {
  const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
  await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, extensions }),
  });
  const address = `${url}/graphql?extensions=${encodeURIComponent(JSON.stringify(extensions))}`;
  const response = await fetch(address, { headers: { 'apollo-require-preflight': 'yes' } });
  return (await response.json()) as Answer;
}

async function metric(url: string, name: RegExp): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => name.test(line))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
const CHECKS = /^hub_check_seconds_count/;

describe.each([
  ['POST', overPost],
  ['GET', overGet],
  ['graphql-ws', overWs],
  ['server-sent events', overSse],
] as const)('a large document over %s', (transport, over) => {
  it('is answered', async () => {
    const before = await metric(toy.gateway.url, CHECKS);
    expect(await over(toy.gateway.url, large('age', transport))).toEqual(ANA);
    expect(await metric(toy.gateway.url, CHECKS)).toBe(before + 1);
  });

  it.each([
    ['a field', 'nmae'],
    ['several', 'nmae aeg friends'],
    ['an argument', 'friends(frist: 1) { id }'],
    ['fields that conflict', 'a: age a: id'],
    ['no GraphQL', 'age (: '],
  ])('gets the errors of a small one: %s', async (what, wrong) => {
    const errors = (await over(toy.gateway.url, small(wrong))).errors ?? [];
    expect(errors).not.toEqual([]);
    const inLarge = (await over(toy.gateway.url, large(wrong, transport + what))).errors ?? [];
    expect(inLarge).toEqual(errors);
  });
});

it.each([
  ['the limits', large(Array.from({ length: 101 }, (_, index) => `a${index}: age`).join(' '), ''), 'TOO_MANY_ALIASES'],
  ['characters', large('age', 'long', 256 * 1024 + 1), 'DOCUMENT_TOO_LARGE'],
  ['tokens', large(many(10_000, 'age'), 'tokens'), 'DOCUMENT_TOO_LARGE'],
  [
    'fragments in each other',
    `{ person(id: "p1") { ${many(110, '... {')} name ${many(110, '}')} } }`,
    'DOCUMENT_TOO_DEEP',
  ],
])('one that goes beyond %s is refused with the code', async (_, query, code) => {
  expect(await toy.ask(query)).toMatchObject({ status: 400, errors: [{ extensions: { code } }] });
  expect(await overWs(toy.gateway.url, query)).toMatchObject({ errors: [{ extensions: { code } }] });
});

it('is checked once, also when many ask for it at the same time', async () => {
  const before = await metric(toy.gateway.url, CHECKS);
  const asked = await Promise.all(Array.from({ length: 5 }, () => overPost(toy.gateway.url, large('age', 'together'))));
  expect(asked).toEqual(Array.from({ length: 5 }, () => ANA));
  expect(await overWs(toy.gateway.url, large('age', 'together'))).toEqual(ANA);
  expect(await metric(toy.gateway.url, CHECKS)).toBe(before + 1);
});

it('tells partner organisations no names that they did not ask for', async () => {
  const query = large('nmae', 'partner');
  const told = async (sub: string) => {
    const headers = { authorization: `Bearer ${await hub.token({ sub })}` };
    const { errors } = await ask(hub.gateway.url, query, undefined, headers);
    expect((await overWs(hub.gateway.url, query, { connectionParams: headers })).errors).toEqual(errors);
    expect((await overSse(hub.gateway.url, query, headers)).errors).toEqual(errors);
    return errors?.[0];
  };
  const locations = [{ line: 1, column: 22 }];
  const message = 'Cannot query field "nmae" on type "Person".';
  expect(await told('partner:91440000MA4X')).toMatchObject({ message, locations });
  expect(await told('dashboard:wall')).toMatchObject({ message: `${message} Did you mean "name"?`, locations });
});

it('goes on over a new supergraph', async () => {
  await using own = await startToyGateway();
  const client = createClient({
    url: `${own.gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const events: unknown[] = [];
  client.subscribe(
    { query: `subscription { itemSold { ${many(600, 'id')} } }` },
    { next: (event) => events.push(event), error: (error) => events.push(error), complete: () => undefined },
  );
  await waitFor(() => own.toys.listeners() === 1, 'the shop to be subscribed to');
  expect(await own.ask(large('age', 'before'))).toMatchObject(ANA);
  await writeFile(own.supergraphFile, own.supergraphSdl.replace('type Team', '"New"\ntype Team'));
  expect(await own.gateway.reload()).not.toBe('refused');
  own.toys.sell({ id: 's1', item: 'b1', buyer: 'p2' });
  await waitFor(() => events.length > 0, 'an event');
  expect(events).toEqual([{ data: { itemSold: { id: 's1' } } }]);
  expect(await own.ask(large('age', 'before'))).toMatchObject(ANA);
  await client.dispose();
});

describe('while threads are kept', () => {
  const me = { id: 'u1', name: 'Ana' };
  const sources = Object.entries(hostileSdl).map(([name, typeDefs]) => ({
    name,
    // The toys have a link of their own.
    typeDefs: typeDefs.replace(/^extend schema.*$/m, ''),
    resolvers: { Query: { me: () => me }, User: { __resolveReference: () => me } },
  }));
  const known = '{ me { name } }';
  const waiting = `{ me { ${many(600, 'name')} } }`;

  it('what is known is answered, and a large document waits for its turn', async () => {
    const planning = { ...engineDefaults().planning, maxThreads: 1, maxPlanMs: 500 };
    await using graph = await startGraph(sources, { planning });
    expect(await graph.ask(known)).toMatchObject({ data: { me: { name: 'Ana' } } });
    const order: string[] = [];
    const hostile = graph.ask(hostileQuery('Hostile')).finally(() => order.push('hostile'));
    const inThread = async () => (await metric(graph.gateway.url, /^hub_plan_lookups_total{found="false"}/)) === 2;
    await waitFor(inThread, 'the hostile document to be planned');
    const large = graph.ask(waiting).finally(() => order.push('large'));
    expect(await graph.ask(known)).toMatchObject({ data: { me: { name: 'Ana' } } });
    order.push('known');
    expect(await hostile).toMatchObject({ errors: [{ extensions: { code: 'TOO_COMPLEX' } }] });
    expect(await large).toMatchObject({ data: { me: { name: 'Ana' } } });
    expect(order).toEqual(['known', 'hostile', 'large']);
  });

  it('one whose check takes too long is refused, and not checked again for a while', async () => {
    const planning = { ...engineDefaults().planning, maxThreads: 1 };
    await using graph = await startGraph(sources, { planning });
    expect(await graph.ask(known)).toMatchObject({ data: { me: { name: 'Ana' } } });
    // From here on every check takes too long.
    planning.maxPlanMs = 1;
    const fragments = Array.from({ length: 330 }, (_, index) => `fragment F${index} on Query { me { __typename } }`);
    const query = `{ ... { ${fragments.map((__, index) => `...F${index}`).join(' ')} } } ${fragments.join(' ')}`;
    const refused = {
      errors: [{ message: expect.stringContaining('Checking the document took'), extensions: { code: 'TOO_COMPLEX' } }],
    };
    const hostile = graph.ask(query);
    expect(await graph.ask(known)).toMatchObject({ data: { me: { name: 'Ana' } } });
    expect(await hostile).toMatchObject({ status: 400, ...refused });
    expect(await graph.ask(query)).toMatchObject({ status: 400, ...refused });
    expect(await overWs(graph.gateway.url, query)).toMatchObject(refused);
    expect(await overSse(graph.gateway.url, query)).toMatchObject(refused);
    expect(await metric(graph.gateway.url, /^hub_planner_restarts_total/)).toBe(1);
    expect(await graph.ask(known)).toMatchObject({ data: { me: { name: 'Ana' } } });
  });
});
