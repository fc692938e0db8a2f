import { once } from 'node:events';
import { get, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHubGateway, type HubGateway } from './hub-gateway.js';
import { startToyGateway, type ToyGateway } from './toy-gateway.js';
import { asAsked } from './toy-subgraph.js';

let toy: ToyGateway;
let hub: HubGateway;
beforeAll(async () => {
  [toy, hub] = await Promise.all([startToyGateway(), startHubGateway()]);
});
afterAll(async () => {
  await toy[Symbol.asyncDispose]();
  await hub[Symbol.asyncDispose]();
});

const nested = (depth: number) => `{ person(id: "p1") ${'{ friends '.repeat(depth)} { name } ${'}'.repeat(depth)} }`;
const many = (count: number, field: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => field(index)).join(' ');
/** 3 to the power of 9 fields in a short text. */
const spreads = (to: string) => many(3, () => `friends { ...${to} }`);
const bomb = `{ people { ...F0 } } ${many(9, (i) => `fragment F${i} on Person { ${spreads(`F${i + 1}`)} }`)} fragment F9 on Person { id }`;

describe('limits', () => {
  it.each([
    ['depth', nested(20), 'DOCUMENT_TOO_DEEP'],
    ['aliases', `{ person(id: "p1") { ${many(101, (i) => `a${i}: name`)} } }`, 'TOO_MANY_ALIASES'],
    ['root fields', `{ ${many(31, () => '__typename')} }`, 'TOO_MANY_ROOT_FIELDS'],
    ['tokens', `{ ${many(10_001, () => '__typename')} }`, 'DOCUMENT_TOO_LARGE'],
    ['fragments that multiply', bomb, 'DOCUMENT_TOO_LARGE'],
    ['unknown fields', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'circular fragments',
      '{ people { ...A } } fragment A on Person { friends { ...A } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['syntax', '{', 'GRAPHQL_PARSE_FAILED'],
    ['two operations without a name', 'query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
    ['a variable that is missing', 'query($n: Int!) { people { friends(first: $n) { id } } }', 'BAD_USER_INPUT'],
    ['a subscription', 'subscription { itemSold { id } }', 'BAD_REQUEST'],
  ])('on %s answer with a code', async (_, query, code) => {
    const answer = await toy.ask(query);
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code } }] });
  });

  it('let ordinary depth pass', async () => {
    expect((await toy.ask(nested(12))).errors).toBeUndefined();
  });

  it('on bodies hold with and without a length', async () => {
    const body = JSON.stringify({ query: '{ __typename }', padding: 'x'.repeat(1024 * 1024) });
    const withLength = await fetch(`${toy.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(withLength.status).toBe(413);
    const chunked = httpRequest(`${toy.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    chunked.on('error', () => undefined);
    chunked.write(body.slice(0, body.length / 2));
    chunked.end(body.slice(body.length / 2));
    const [response] = (await once(chunked, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(413);
  });
});

describe('GraphQL over HTTP', () => {
  it('refuses what a foreign page could send', async () => {
    const plain = await fetch(`${toy.gateway.url}/graphql`, {
      method: 'POST',
      body: '{"query":"{__typename}"}',
      headers: { 'content-type': 'text/plain' },
    });
    expect(plain.status).toBe(400);
    expect((await fetch(`${toy.gateway.url}/graphql?query={__typename}`)).status).toBe(400);
  });

  it('answers GET for queries only', async () => {
    const headers = { 'apollo-require-preflight': '1' };
    const query = await fetch(`${toy.gateway.url}/graphql?query={__typename}`, { headers });
    expect(await query.json()).toEqual({ data: { __typename: 'Query' } });
    const mutation = await fetch(`${toy.gateway.url}/graphql?query=mutation{__typename}`, { headers });
    expect(mutation.status).toBe(405);
  });

  it('keeps a sane request id and replaces any other', async () => {
    const idOf = async (id: string) =>
      (await fetch(`${toy.gateway.url}/health`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await idOf('abc-1')).toBe('abc-1');
    expect(await idOf('<script>')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('routes for those who run it', () => {
  it('say that it lives, who answers, and what it counted', async () => {
    expect((await fetch(`${hub.gateway.url}/health`)).status).toBe(200);
    const ready = await fetch(`${hub.gateway.url}/ready`);
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      subgraphs: { people: 'up', shop: 'up', shipping: 'up' },
    });
    const metrics = await (await fetch(`${hub.gateway.url}/metrics`)).text();
    expect(metrics).toContain('hub_live_subscriptions');
  });

  it('publish the public keys and nothing private', async () => {
    const keys = (await (await fetch(`${hub.gateway.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
    expect(keys.keys).toHaveLength(1);
    expect(keys.keys[0]).toMatchObject({ kid: 'gateway-1', crv: 'Ed25519' });
    expect(keys.keys[0]).not.toHaveProperty('d');
  });

  it('serve the explorer whole, from here only', async () => {
    const page = await fetch(`${hub.gateway.url}/explorer`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    const html = await page.text();
    const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(assets.length).toBeGreaterThanOrEqual(6);
    const client = await (await fetch(`${hub.gateway.url}/explorer/graphql-ws/client.js`)).text();
    const chunks = [...client.matchAll(/from '\.\/([^']+)'/g)].map(([, file = '']) => `/explorer/graphql-ws/${file}`);
    const modules = ['/explorer/feed-fetcher.js', '/explorer/follow-feed.js'];
    for (const path of [...assets, ...chunks, ...modules]) {
      expect((await fetch(hub.gateway.url + path)).status, path).toBe(200);
    }
    const follower = await (await fetch(`${hub.gateway.url}/explorer/follow-feed.js`)).text();
    expect([...follower.matchAll(/from '([^']+)'/g)].map(([, from]) => from)).toEqual(['./graphql-ws/client.js']);
    expect((await fetch(`${hub.gateway.url}/explorer/..%2f..%2fpackage.json`)).status).toBe(404);
  });
});

it('a stop lets what is in flight end and refuses what comes after', async () => {
  await using own = await startToyGateway();
  const asked = new Promise<() => void>((resolve) => {
    own.toys.people.fault = (response, query) =>
      resolve(() => {
        response.setHeader('content-type', 'application/json');
        response.end(asAsked(query, '{"data":{"person":{"name":"Late"}}}'));
      });
  });
  const inFlight = own.ask('{ person(id: "p1") { name } }');
  const answer = await asked;
  const stopped = own.gateway.stop();
  expect(own.gateway.state).toBe('draining');
  const [refused] = (await once(get(`${own.gateway.url}/health`, { agent: false }), 'error')) as [
    NodeJS.ErrnoException,
  ];
  expect(refused.code).toBe('ECONNREFUSED');
  answer();
  expect(await inFlight).toEqual({ status: 200, data: { person: { name: 'Late' } } });
  await stopped;
  expect(own.gateway.state).toBe('stopped');
});
