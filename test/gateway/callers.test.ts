import { createClient } from 'graphql-ws';
import { createClient as createSseClient } from 'graphql-sse';
import { decodeJwt } from 'jose';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFromEnv } from '../../gateway/config-env.js';
import { createGateway } from '../../gateway/gateway.js';
import { type HubGateway, startHubGateway, type TokenClaims } from './hub-gateway.js';
import { ask } from './toy-gateway.js';
import { waitFor } from './wait-for.js';

let hub: HubGateway;
beforeAll(async () => {
  hub = await startHubGateway();
});
afterAll(() => hub[Symbol.asyncDispose]());

const QUERY = '{ person(id: "p1") { name cart { title } } }';
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const ATTACKS: [name: string, claims: TokenClaims][] = [
  ['is forged', { forged: true }],
  ['has expired', { lifeSeconds: -60 }],
  ['is for someone else', { audience: 'other' }],
  ['is from an unknown issuer', { issuer: 'someone' }],
  ['names a system caller', { sub: 'system:gateway' }],
  ['names nobody', { sub: '' }],
];

describe('a token that', () => {
  it.each(ATTACKS)('%s is refused over HTTP, SSE and ws', async (_, claims) => {
    const token = await hub.token(claims);
    for (const accept of ['application/json', 'text/event-stream']) {
      const answer = await ask(hub.gateway.url, QUERY, {}, { ...bearer(token), accept });
      expect(answer).toEqual({
        status: 401,
        errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
    expect(await wsEnd({ authorization: `Bearer ${token}` })).toMatchObject({ code: 4401 });
  });

  it('is missing, malformed or without a signature is refused', async () => {
    const [header, payload] = (await hub.token()).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    for (const authorization of [
      '',
      'Bearer',
      'Bearer x',
      'Basic eDp5',
      `Bearer ${header}.${payload}.`,
      `Bearer ${none}`,
      'Bearer a.b.c',
    ]) {
      const answer = await ask(hub.gateway.url, QUERY, {}, authorization === '' ? {} : { authorization });
      expect(answer.status, authorization).toBe(401);
    }
    expect(await wsEnd({})).toMatchObject({ code: 4401 });
  });
});

function wsEnd(connectionParams: Record<string, unknown>, query = QUERY): Promise<unknown> {
  const url = `${hub.gateway.url.replace('http', 'ws')}/graphql`;
  const client = createClient({ url, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 });
  return new Promise((resolve) => {
    client.subscribe({ query }, { next: () => undefined, error: resolve, complete: () => resolve('complete') });
  });
}

describe('a caller with a token', () => {
  it('is handed on to each subgraph, signed for it alone', async () => {
    for (const { asked } of [hub.toys.people, hub.toys.shop]) asked.length = 0;
    const headers = {
      ...bearer(await hub.token({ sub: 'partner:91440000MA4X' })),
      'x-purpose': encodeURIComponent('年度统计'),
    };
    const answer = await ask(hub.gateway.url, QUERY, {}, headers);
    expect(answer).toEqual({
      status: 200,
      data: { person: { name: 'Ana', cart: [{ title: 'Wells' }, { title: 'Hammer' }] } },
    });
    for (const subgraph of [hub.toys.people, hub.toys.shop]) {
      const claims = decodeJwt(subgraph.asked[0]?.headers.authorization?.replace('Bearer ', '') ?? '');
      expect(claims).toMatchObject({
        aud: subgraph.name,
        caller: { kind: 'partner', organization: '91440000MA4X', roles: ['officer'], purpose: '年度统计' },
      });
    }
  });

  it('is signed for once, not for each request', async () => {
    hub.toys.people.asked.length = 0;
    const headers = bearer(await hub.token());
    for (let turn = 0; turn < 3; turn++) await ask(hub.gateway.url, '{ person(id: "p1") { name } }', {}, headers);
    const ids = hub.toys.people.asked.map((asked) => asked.headers['x-request-id']);
    expect(new Set(hub.toys.people.asked.map((asked) => asked.headers.authorization)).size).toBe(1);
    expect(new Set(ids).size).toBe(3);
  });

  it('does not share a signature with another caller or purpose', async () => {
    hub.toys.people.asked.length = 0;
    const [one, two] = [await hub.token({ sub: 'person:a' }), await hub.token({ sub: 'person:b' })];
    await ask(hub.gateway.url, '{ person(id: "p1") { name } }', {}, bearer(one));
    await ask(hub.gateway.url, '{ person(id: "p1") { name } }', {}, bearer(two));
    await ask(hub.gateway.url, '{ person(id: "p1") { name } }', {}, { ...bearer(two), 'x-purpose': 'audit' });
    expect(new Set(hub.toys.people.asked.map(({ headers }) => headers.authorization)).size).toBe(3);
  });

  it('is told what he meant, unless he is a partner organisation', async () => {
    const told = async (sub: string, query: string, variables = {}) =>
      (await ask(hub.gateway.url, query, variables, bearer(await hub.token({ sub })))).errors?.[0]?.message ?? '';
    for (const query of ['{ persn(id: "p1") { name } }', '{ person(id: "p1") { nam } }']) {
      expect(await told('department:shop', query)).toContain('Did you mean');
      const short = await told('partner:91440000MA4X', query);
      expect(short).toMatch(/^Cannot query field "(persn|nam)" on type "\w+"\.$/);
    }
    const parameters = {
      url: `${hub.gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    };
    const client = createClient({
      ...parameters,
      connectionParams: bearer(await hub.token({ sub: 'partner:91440000MA4X' })),
    });
    const over = await new Promise((resolve) => {
      const none = () => undefined;
      client.subscribe({ query: '{ persn { name } }' }, { next: none, complete: none, error: resolve });
    });
    expect(over).toMatchObject([{ message: 'Cannot query field "persn" on type "Query".' }]);
    await client.dispose();
  });

  it.each(['a%00b', 'line%0Abreak', 'x'.repeat(201), '%E4%B8'])('is refused with the purpose %s', async (purpose) => {
    const headers = { ...bearer(await hub.token()), 'x-purpose': purpose };
    const answer = await ask(hub.gateway.url, '{ person(id: "p1") { name } }', {}, headers);
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it.each(['a\u0000b', '\ud800', 7])('is refused on a socket with the purpose %j', async (purpose) => {
    expect(await wsEnd({ ...bearer(await hub.token()), purpose })).toMatchObject({ code: 4401 });
  });

  it('never sees what a department did not write for callers', async () => {
    const answer = await ask(hub.gateway.url, '{ fails }', {}, bearer(await hub.token()));
    expect(answer).toMatchObject({
      data: { fails: null },
      errors: [{ path: ['fails'], extensions: { code: 'DEPARTMENT_ERROR', department: 'people' } }],
    });
    expect(JSON.stringify(answer)).not.toContain('swordfish');
  });

  it('listens through the gateway’s own socket under his own name', async () => {
    const url = `${hub.gateway.url.replace('http', 'ws')}/graphql`;
    const clients = [];
    for (const sub of ['dashboard:a', 'dashboard:b']) {
      const connectionParams = bearer(await hub.token({ sub }));
      const client = createClient({ url, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 });
      client.subscribe(
        { query: 'subscription { itemSold { id } }' },
        { next: () => undefined, error: () => undefined, complete: () => undefined },
      );
      clients.push(client);
    }
    await waitFor(() => hub.toys.listeners() === 2, 'both listeners');
    expect(hub.toys.shop.sockets.size).toBe(1);
    const callerOf = (authorization: unknown) => decodeJwt(String(authorization).replace('Bearer ', ''))['caller'];
    expect(callerOf(hub.toys.shop.connected.at(-1)?.['authorization'])).toMatchObject({
      kind: 'system',
      service: 'gateway',
    });
    const names = hub.toys.shop.subscribed.map((token) => (callerOf(token) as { name: string }).name);
    expect(names.toSorted()).toEqual(['a', 'b']);
    for (const client of clients) await client.dispose();
    await waitFor(() => hub.toys.listeners() === 0, 'the listeners to end');
  });
});

describe('a token that expires while a stream is open', () => {
  it('ends the socket with 4401', async () => {
    const connectionParams = bearer(await hub.token({ lifeSeconds: 2 }));
    expect(await wsEnd(connectionParams, 'subscription { itemSold { id } }')).toMatchObject({
      code: 4401,
      reason: 'TOKEN_EXPIRED',
    });
    await waitFor(() => hub.toys.listeners() === 0, 'the upstream to end');
  });

  it('ends server-sent events with the reason', async () => {
    const client = createSseClient({
      url: `${hub.gateway.url}/graphql`,
      headers: bearer(await hub.token({ lifeSeconds: 2 })),
      retryAttempts: 0,
    });
    const events: unknown[] = [];
    await new Promise((resolve) => {
      client.subscribe(
        { query: 'subscription { itemSold { id } }' },
        { next: (event) => events.push(event), error: resolve, complete: () => resolve(0) },
      );
    });
    expect(events).toMatchObject([{ errors: [{ extensions: { code: 'TOKEN_EXPIRED' } }] }]);
    await waitFor(() => hub.toys.listeners() === 0, 'the upstream to end');
  });
});

describe('starting the hub’s gateway', () => {
  it.each([
    [{ HUB_PORT: 'x' }, 'HUB_PORT must be a whole number from 0 to 65535, but is "x".'],
    [{ HUB_SUBGRAPHS: 'people' }, 'HUB_SUBGRAPHS must be name=http://host:port,… but has "people".'],
    [{ HUB_DEV_ISSUER: 'maybe' }, 'HUB_DEV_ISSUER must be one of on, off, but is "maybe".'],
    [
      { HUB_DEV_ISSUER: 'on', NODE_ENV: 'production' },
      'HUB_DEV_ISSUER must not be on when NODE_ENV is production: its keys lie open.',
    ],
    [
      { HUB_DEV_ISSUER: 'off' },
      'HUB_ISSUERS, or HUB_JWKS_URL and HUB_ISSUER, must be set when HUB_DEV_ISSUER is off: else nobody can have a token.',
    ],
    [{ HUB_ISSUER: 'x' }, 'HUB_JWKS_URL is not set: it must be the address of the keys of HUB_ISSUER.'],
    [{ HUB_JWKS_URL: 'x', HUB_ISSUER: 'x' }, 'HUB_JWKS_URL must be an http(s) address, but is "x".'],
    [
      { HUB_SUBGRAPH_TIMEOUT_MS: '1' },
      'HUB_SUBGRAPH_TIMEOUT_MS must be a whole number from 100 to 600000, but is "1".',
    ],
  ])('with %j says what is wrong', (wrong, sentence) => {
    expect(() => configFromEnv({ ...hub.env, ...wrong }, [])).toThrow(sentence);
  });

  it('without a subgraph and its committed schema says which', async () => {
    const env = { ...hub.env, HUB_SUBGRAPHS: `${hub.env['HUB_SUBGRAPHS']},ghost=http://127.0.0.1:9` };
    await expect(createGateway(configFromEnv(env, []))).rejects.toThrow(
      /^ghost does not answer \(DOWN\) and its committed schema .* does not exist/,
    );
  });

  it('with schemas that do not fit says why', async () => {
    const twice = `people=${hub.toys.people.origin},shop=${hub.toys.shop.origin}`;
    await expect(
      createGateway(configFromEnv({ ...hub.env, HUB_SUBGRAPHS: twice.split(',')[1] }, [])),
    ).resolves.toSatisfy((gateway) => {
      void (gateway as AsyncDisposable)[Symbol.asyncDispose]();
      return true;
    });
    hub.toys.people.fault = (response) => {
      const sdl =
        'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"]) type Query { item(id: ID!): Int }';
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { _service: { sdl } } }));
    };
    await expect(createGateway(configFromEnv({ ...hub.env, HUB_SUBGRAPHS: twice }, []))).rejects.toThrow(
      /do not compose:\n {2}- .*Query\.item/,
    );
    hub.toys.people.fault = undefined;
  });
});
