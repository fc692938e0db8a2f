import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { adults } from '../adults.js';
import { type RunningHub, startHub } from '../hub.js';
import type { Answer } from '../subgraph.js';
import { until } from '../until.js';

const NGO = 'partner:52441900MJL0000009';
const OTHER = 'partner:53441900MJL0000004';
const AFFAIRS = 'department:civil-affairs';
const YOUTH = 'department:youth-league';
const CLOSED = 4401;

let hub: RunningHub;
let persons: string[] = [];
beforeAll(async () => {
  hub = await startHub({ people: 100 });
  persons = await adults(hub);
});
afterAll(() => hub[Symbol.asyncDispose]());

async function ask(token: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as Answer) };
}

interface Listener<T> extends Disposable {
  readonly events: readonly T[];
  readonly errors: readonly unknown[];
  /** Close code and reason of its socket. */
  readonly closed: { readonly code: number; readonly reason: string } | undefined;
}

/** A subscription over a socket of its own, which is not opened again. */
async function listen<T>(token: string, query: string, more: object = {}): Promise<Listener<T>> {
  const events: T[] = [];
  const errors: unknown[] = [];
  let closed: Listener<T>['closed'];
  const connected = Promise.withResolvers<void>();
  const client = createClient({
    url: `${hub.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    connectionParams: { authorization: `Bearer ${token}` },
    on: {
      connected: () => connected.resolve(),
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        closed = { code, reason };
      },
    },
  });
  client.subscribe<Record<string, T>>(
    { query, ...more },
    {
      next: ({ data, errors: reasons }) => {
        if (data) events.push(...Object.values(data));
        if (reasons) errors.push(...reasons);
      },
      error: (error) => errors.push(error),
      complete: () => undefined,
    },
  );
  await connected.promise;
  return {
    events,
    errors,
    get closed() {
      return closed;
    },
    [Symbol.dispose]: () => void client.dispose(),
  };
}

const revoke = async (subject: string, as: string, roles: readonly string[] = []) =>
  ask(await hub.token(as, roles), {
    query:
      'mutation ($input: RevokeTokensInput!) { revokeTokens(input: $input) { __typename ... on Problem { message } } }',
    variables: { input: { subject, reason: 'stolen laptop' } },
  });

describe('a token that was revoked', () => {
  it('ends its streams within 5 s with a code, is refused, and leaves others alone', async () => {
    const [stolen, other] = [await hub.token(NGO), await hub.token(OTHER)];
    const FEED = 'subscription { activityFeed { id } }';
    using ended = await listen(stolen, FEED);
    using goesOn = await listen(other, FEED);
    const sse = await fetch(`${hub.url}/graphql?query=${encodeURIComponent(FEED)}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${stolen}` },
    });
    const streamed = sse.text();
    expect((await ask(stolen, { query: '{ __typename }' })).status).toBe(200);
    const since = performance.now();
    const { data } = await revoke(NGO, AFFAIRS, ['token-operator']);
    expect(data.revokeTokens.__typename).toBe('TokenRevocation');
    await until('the socket is closed', () => ended.closed !== undefined, 5000);
    process.stdout.write(`ended ${Math.round(performance.now() - since)} ms after the token was revoked\n`);
    expect(ended.closed).toMatchObject({ code: CLOSED, reason: 'TOKEN_REVOKED' });
    expect(await streamed).toContain('"code":"TOKEN_REVOKED"');
    expect(await ask(stolen, { query: '{ __typename }' })).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(goesOn.closed).toBeUndefined();
    expect((await ask(other, { query: '{ __typename }' })).status).toBe(200);
    await until('a token that was issued later counts', async () => {
      return (await ask(await hub.token(NGO), { query: '{ __typename }' })).status === 200;
    });
  });

  it('is not revoked by others', async () => {
    expect((await revoke(NGO, OTHER)).data.revokeTokens.__typename).toBe('Problem');
    expect((await revoke(NGO, AFFAIRS)).data.revokeTokens.__typename).toBe('Problem');
  });
});

describe('the purpose of one operation', () => {
  it('is declared in its extensions, and recorded', async () => {
    const token = await hub.token(YOUTH);
    const query = `{ person(id: "${persons[0]}") { name } }`;
    const headers = { 'x-request-id': 'purpose-1' };
    expect((await ask(token, { query, extensions: { purpose: '年龄核验' } }, headers)).errors).toBeUndefined();
    const LOG = '{ accessLog(first: 20, filter: { request: "purpose-1" }) { edges { node { purpose } } } }';
    await until('it was copied', async () => {
      const { data } = await hub.query(LOG, {}, AFFAIRS);
      return JSON.stringify(data).includes('"purpose":"年龄核验"');
    });
  });

  it('is refused when it is no text, or another one than the header’s', async () => {
    const token = await hub.token(YOUTH);
    const refused = { status: 400, errors: [{ extensions: { code: 'BAD_REQUEST' } }] };
    expect(await ask(token, { query: '{ __typename }', extensions: { purpose: 7 } })).toMatchObject(refused);
    const headers = { 'x-purpose': 'one' };
    expect(await ask(token, { query: '{ __typename }', extensions: { purpose: 'another' } }, headers)).toMatchObject(
      refused,
    );
    expect((await ask(token, { query: '{ __typename }', extensions: { purpose: 'one' } }, headers)).status).toBe(200);
  });

  it('counts over a socket for that operation alone', async () => {
    using wrong = await listen(await hub.token(YOUTH), 'subscription { activityFeed { id } }', {
      extensions: { purpose: ['no text'] },
    });
    await until('it was refused', () => wrong.errors.length > 0);
    expect(JSON.stringify(wrong.errors)).toContain('BAD_REQUEST');
  });
});

describe('the live access log', () => {
  interface Look {
    readonly requestId: string;
    readonly callerName: string;
    readonly masked: boolean;
    readonly cursor: string;
    readonly fields: readonly { readonly item: string; readonly subjects: readonly string[] }[];
  }
  const FEED =
    'subscription ($after: String) { accessLogFeed(after: $after) { requestId callerName masked cursor fields { item subjects } } }';
  const look = async (number: number, requestId: string) =>
    ask(
      await hub.token(YOUTH),
      { query: `{ person(id: "${persons[number]}") { name } }` },
      { 'x-request-id': requestId },
    );

  it('tells a person and the owner who looks, and nobody else', async () => {
    using himself = await listen<Look>(await hub.token(`person:${persons[1]}`), FEED);
    using owner = await listen<Look>(await hub.token(AFFAIRS), FEED);
    using another = await listen<Look>(await hub.token(`person:${persons[2]}`), FEED);
    using league = await listen<Look>(await hub.token(YOUTH), FEED);
    await until('he hears of it', async () => {
      await look(1, 'live-1');
      return himself.events.length > 0 && owner.events.length > 0;
    });
    expect(himself.events[0]).toEqual({
      requestId: 'live-1',
      callerName: 'youth-league',
      masked: true,
      cursor: expect.any(String),
      fields: [{ item: 'Person.name', subjects: [persons[1]] }],
    });
    expect(owner.events.some(({ requestId }) => requestId === 'live-1')).toBe(true);
    expect([...another.events, ...league.events]).toEqual([]);
    expect([himself.errors, owner.errors, another.errors, league.errors]).toEqual([[], [], [], []]);
  });

  it('goes on from a cursor, without gap or repeat', async () => {
    const as = await hub.token(`person:${persons[3]}`);
    using first = await listen<Look>(as, FEED);
    await until('the first is there', async () => {
      await look(3, 'before');
      return first.events.length > 0;
    });
    const after = first.events[0]?.cursor;
    first[Symbol.dispose]();
    const missed = Array.from({ length: 20 }, (_, number) => `missed-${number}`);
    for (const requestId of missed) await look(3, requestId);
    using again = await listen<Look>(as, FEED, { variables: { after } });
    await until('all came', () => missed.every((id) => again.events.some(({ requestId }) => requestId === id)));
    const heard = again.events.map(({ requestId }) => requestId).filter((id) => id.startsWith('missed'));
    expect(heard).toEqual(missed);
    using stolen = await listen<Look>(await hub.token(AFFAIRS), FEED, { variables: { after } });
    await until('another’s cursor is refused', () => stolen.errors.length > 0);
    expect(JSON.stringify(stolen.errors)).toContain('CURSOR_INVALID');
  });

  it('goes on when the exchange was killed', async () => {
    using himself = await listen<Look>(await hub.token(`person:${persons[4]}`), FEED);
    await until('he hears', async () => {
      await look(4, 'alive');
      return himself.events.length > 0;
    });
    await hub.kill('exchange');
    await look(4, 'while-away');
    await hub.serving('exchange');
    await until('he hears what was read meanwhile', () =>
      himself.events.some(({ requestId }) => requestId === 'while-away'),
    );
    expect(himself.events.filter(({ requestId }) => requestId === 'while-away')).toHaveLength(1);
    expect(himself.closed).toBeUndefined();
  });
});

describe('an operation that may ask for very many records', () => {
  const NESTED = `query ($n: Int!) { districts(first: $n) { edges { node { code 
    organizations(first: $n) { edges { node { uscc projects(first: $n) { edges { node { id } } } } } } } } } }`;

  it('is refused before any department is asked, by the size of its pages', async () => {
    const token = await hub.token(AFFAIRS);
    const asked = (n: number) => ask(token, { query: NESTED, variables: { n } });
    expect((await asked(5)).errors).toBeUndefined();
    expect(await asked(200)).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'TOO_COSTLY', limit: 100_000, estimated: expect.any(Number) } }],
    });
    using live = await listen(
      token,
      `subscription { activityFeed { subject { ... on District {
      organizations(first: 200) { edges { node { projects(first: 200) { edges { node { activities(first: 200) { edges { node { id } } } } } } } } } } } } }`,
    );
    await until('it was refused', () => live.errors.length > 0);
    expect(JSON.stringify(live.errors)).toContain('TOO_COSTLY');
  });

  it('is told to developers what it was estimated to cost, and what it did', async () => {
    const token = await hub.token(AFFAIRS, ['developer']);
    const { extensions } = (await ask(
      token,
      { query: '{ districts(first: 3) { edges { node { code } } } }' },
      { 'x-explain': 'plan' },
    )) as { extensions?: unknown };
    // A connection, three edges, three divisions.
    expect(extensions).toMatchObject({ cost: { estimated: 7, objects: 7 } });
  });
});
