import { once } from 'node:events';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { startToyGateway, type ToyGateway } from './toy-gateway.js';
import { waitFor } from './wait-for.js';

/** graphql-transport-ws (graphql-ws PROTOCOL.md) as any client may speak it: plain sockets, no library. */
let toy: ToyGateway;
beforeAll(async () => {
  const { live, limits } = engineDefaults();
  toy = await startToyGateway({
    live: { ...live, maxPerSocket: 3 },
    limits: { ...limits, maxBodyBytes: 10_000 },
  });
});
afterAll(() => toy[Symbol.asyncDispose]());

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

class Plain implements Disposable {
  readonly received: Message[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => this.received.push(JSON.parse(String(data as Buffer)) as Message));
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  static async open(protocols: string[] = ['graphql-transport-ws'], gateway = toy): Promise<Plain> {
    const plain = new Plain(new WebSocket(`${gateway.gateway.url.replace('http', 'ws')}/graphql`, protocols));
    await once(plain.socket, 'open');
    return plain;
  }

  static async ready(gateway = toy): Promise<Plain> {
    const plain = await Plain.open(undefined, gateway);
    plain.send({ type: 'connection_init' });
    await plain.hears((message) => message.type === 'connection_ack');
    return plain;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string): void {
    this.send({ type: 'subscribe', id, payload: { query } });
  }

  async hears(wanted: (message: Message) => boolean): Promise<Message> {
    await waitFor(() => this.received.some(wanted), 'a message');
    return this.received.find(wanted) as Message;
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}

const SOLD = 'subscription { itemSold { id } }';
const listeners = (count: number) => waitFor(() => toy.toys.listeners() === count, `${count} listeners`);

describe('a socket is closed', () => {
  it.each<[string, number, (string | object)[]]>([
    ['that subscribes before it is acknowledged', 4401, [{ type: 'subscribe', id: '1', payload: { query: SOLD } }]],
    ['that introduces itself twice', 4429, [{ type: 'connection_init' }, { type: 'connection_init' }]],
    ['that sends no JSON', 4400, ['{']],
    ['that sends JSON of another kind', 4400, ['[]']],
    ['that sends an unknown type', 4400, [{ type: 'start' }]],
    [
      'that subscribes without an id',
      4400,
      [{ type: 'connection_init' }, { type: 'subscribe', payload: { query: SOLD } }],
    ],
    [
      'that subscribes without a query',
      4400,
      [{ type: 'connection_init' }, { type: 'subscribe', id: '1', payload: {} }],
    ],
    ['whose parameters are no object', 4400, [{ type: 'connection_init', payload: 'me' }]],
    ['that sends more than is allowed', 1009, [{ type: 'connection_init', payload: { x: 'x'.repeat(20_000) } }]],
  ])('%s: %i', async (_, code, messages) => {
    using plain = await Plain.open();
    for (const message of messages) plain.send(message);
    expect(await plain.closed).toMatchObject({ code });
  });

  it('that says nothing at all: 4408', async () => {
    using plain = await Plain.open();
    expect(await plain.closed).toMatchObject({ code: 4408 });
  });

  it.each([
    ['none', []],
    ['an old one', ['graphql-ws']],
  ])('whose sub-protocol is %s: 4406', async (_, protocols) => {
    const socket = new WebSocket(`${toy.gateway.url.replace('http', 'ws')}/graphql`, protocols);
    const closed = new Promise<number>((resolve) => {
      socket.once('close', resolve).once('error', () => undefined);
    });
    // The library's client ends a handshake whose protocol was not taken by itself, with 1006.
    expect([1006, 4406]).toContain(await closed);
  });

  it('that uses an id twice: 4409', async () => {
    using plain = await Plain.ready();
    plain.subscribe('same', SOLD);
    await listeners(1);
    plain.subscribe('same', SOLD);
    expect(await plain.closed).toMatchObject({ code: 4409 });
    await listeners(0);
  });

  it('with a code when the gateway stops', async () => {
    await using own = await startToyGateway();
    using plain = await Plain.ready(own);
    plain.subscribe('1', SOLD);
    await expect.poll(() => own.toys.listeners(), { timeout: 10_000 }).toBe(1);
    void own.gateway.stop();
    expect(await plain.closed).toMatchObject({ code: 1001 });
    await expect.poll(() => own.toys.listeners(), { timeout: 10_000 }).toBe(0);
  });
});

describe('a socket stays open', () => {
  it('and answers pings with what they carry', async () => {
    using plain = await Plain.ready();
    plain.send({ type: 'ping', payload: { at: 7 } });
    expect(await plain.hears(({ type }) => type === 'pong')).toEqual({ type: 'pong', payload: { at: 7 } });
  });

  it('and takes queries and mutations', async () => {
    using plain = await Plain.ready();
    plain.subscribe('q', '{ person(id: "p1") { name cart { title } } }');
    plain.subscribe('m', 'mutation { renamePerson(id: "p1", name: "Ana") { name } }');
    const next = (id: string) => plain.hears((message) => message.type === 'next' && message.id === id);
    expect((await next('q')).payload).toMatchObject({
      data: { person: { name: 'Ana', cart: [{ title: 'Wells' }, {}] } },
    });
    expect((await next('m')).payload).toEqual({ data: { renamePerson: { name: 'Ana' } } });
    await plain.hears(({ type, id }) => type === 'complete' && id === 'm');
  });

  it('after a document that does not fit, whose id is free again', async () => {
    using plain = await Plain.ready();
    plain.subscribe('1', 'subscription { itemStolen { id } }');
    const { payload } = await plain.hears(({ type }) => type === 'error');
    expect(payload).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'GRAPHQL_VALIDATION_FAILED' }) }),
    ]);
    plain.subscribe('1', '{ person(id: "p2") { name } }');
    expect((await plain.hears(({ type }) => type === 'next')).payload).toEqual({ data: { person: { name: 'Bo' } } });
  });

  it('and stops upstream at once what is completed, also in a quiet stream', async () => {
    using plain = await Plain.ready();
    plain.subscribe('1', SOLD);
    await listeners(1);
    plain.send({ type: 'complete', id: '1' });
    await listeners(0);
    plain.subscribe('1', SOLD);
    await listeners(1);
    toy.toys.sell({ id: 's9', item: 'b1', buyer: null });
    const { payload } = await plain.hears(({ type }) => type === 'next');
    expect(payload).toEqual({ data: { itemSold: { id: 's9' } } });
    plain.socket.close();
    await listeners(0);
  });

  it('also what is completed while it is still being subscribed to', async () => {
    using plain = await Plain.ready();
    for (let round = 0; round < 20; round++) {
      plain.subscribe(`r${round}`, `subscription Round${round} { itemSold { id } }`);
      plain.send({ type: 'complete', id: `r${round}` });
    }
    plain.subscribe('last', '{ person(id: "p2") { name } }');
    await plain.hears(({ type, id }) => type === 'complete' && id === 'last');
    await listeners(0);
    expect(plain.received.filter(({ type }) => type === 'error')).toEqual([]);
  });

  it('and ignores completions of what it never had', async () => {
    using plain = await Plain.ready();
    plain.send({ type: 'complete', id: 'nothing' });
    plain.subscribe('1', '{ person(id: "p2") { name } }');
    expect(await plain.hears(({ type }) => type === 'next')).toMatchObject({ id: '1' });
  });

  it('and refuses more operations than one socket may have', async () => {
    using plain = await Plain.ready();
    for (const id of ['1', '2', '3', '4']) plain.subscribe(id, SOLD);
    const { id, payload } = await plain.hears(({ type }) => type === 'error');
    expect(id).toBe('4');
    expect(payload).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'OVERLOADED', limit: 3 }) }),
    ]);
    plain.send({ type: 'complete', id: '1' });
    plain.subscribe('5', '{ person(id: "p2") { name } }');
    expect(await plain.hears((message) => message.type === 'next' && message.id === '5')).toBeDefined();
  });

  it('and answers subscriptions whose root field is under a condition', async () => {
    using plain = await Plain.ready();
    const query = 'subscription ($on: Boolean!) { itemSold @include(if: $on) { id } }';
    plain.send({ type: 'subscribe', id: '1', payload: { query, variables: { on: true } } });
    await listeners(1);
    toy.toys.sell({ id: 's3', item: 'b1', buyer: null });
    expect((await plain.hears(({ type }) => type === 'next')).payload).toEqual({ data: { itemSold: { id: 's3' } } });
    plain.subscribe(
      '2',
      'subscription { ...Two } fragment Two on Subscription { itemSold { id } other: itemSold { id } }',
    );
    expect((await plain.hears(({ type, id }) => type === 'error' && id === '2')).payload).toEqual([
      expect.objectContaining({ message: expect.stringContaining('must be the only one') }),
    ]);
  });
});
