import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { FAULTS } from './fault-list.js';
import { type GraphqlAnswer, startToyGateway, type ToyGateway } from './toy-gateway.js';

/** Every fault, for queries, mutations and events: what it costs, what is said of it, and that nothing is left behind. */
const TIMEOUT_MS = 300;
/** Two calls one after the other, of which each may be late, and much more than that on a busy machine. */
const PATIENCE_MS = 10_000;

let toy: ToyGateway;
let before: { readonly timers: number; readonly warnings: string[] };

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
const hearWarning = ({ name }: Error) => before.warnings.push(name);

beforeAll(async () => {
  const { subgraphCalls } = engineDefaults();
  toy = await startToyGateway({
    subgraphCalls: {
      ...subgraphCalls,
      timeoutMs: TIMEOUT_MS,
      maxAnswerBytes: 100_000,
      circuit: { ...subgraphCalls.circuit, minCalls: 1_000_000 },
    },
    slowMs: 0,
  });
  await toy.ask('{ person(id: "p1") { name favourite { title } parcels { note } } }');
  before = { timers: timers(), warnings: [] };
  process.on('warning', hearWarning);
});
afterEach(() => {
  for (const subgraph of [toy.toys.people, toy.toys.shop, toy.toys.shipping]) subgraph.fault = undefined;
});
afterAll(async () => {
  process.off('warning', hearWarning);
  await toy[Symbol.asyncDispose]();
});

function check({ errors }: GraphqlAnswer, code: string, department: string, path: readonly string[]): void {
  expect(errors).toEqual([
    expect.objectContaining({
      path,
      extensions: expect.objectContaining({ code, department, reference: expect.stringMatching(/^[\w.-]+$/) }),
    }),
  ]);
  if (code !== 'DEPARTMENT_ERROR') expect(JSON.stringify(errors)).not.toContain('secret');
}

const PERSON = 'name favourite { title } parcels { note }';
const WITHOUT_SHOP = { name: 'Ana', favourite: null, parcels: [{ note: 'note b1' }, { note: 'note t1' }] };

describe.each(FAULTS)('a subgraph that %s: %s', { timeout: PATIENCE_MS }, (_, code, fault) => {
  it('costs a query only its own fields', async () => {
    toy.toys.shop.fault = fault;
    const answer = await toy.ask(`{ person(id: "p1") { ${PERSON} } }`);
    expect([answer.status, answer.data]).toEqual([200, { person: WITHOUT_SHOP }]);
    check(answer, code, 'shop', ['person']);
  });

  it('costs a query its root field', async () => {
    toy.toys.people.fault = fault;
    const answer = await toy.ask('{ person(id: "p1") { name } item(id: "b1") { title } }');
    expect([answer.status, answer.data]).toEqual([200, { person: null, item: { title: 'Wells' } }]);
    check(answer, code, 'people', ['person']);
  });

  it('costs a mutation only what comes after it', async () => {
    toy.toys.shop.fault = fault;
    const answer = await toy.ask(`mutation { renamePerson(id: "p1", name: "Ana") { ${PERSON} } }`);
    expect([answer.status, answer.data]).toEqual([200, { renamePerson: WITHOUT_SHOP }]);
    check(answer, code, 'shop', ['renamePerson']);
  });

  it('is asked for a mutation once, whatever comes of it', async () => {
    toy.toys.people.fault = fault;
    const asked = toy.toys.people.asked.length;
    const answer = await toy.ask('mutation { renamePerson(id: "p1", name: "Ana") { name } }');
    expect(answer.data ?? { renamePerson: null }).toEqual({ renamePerson: null });
    expect(answer.errors).toHaveLength(1);
    expect(toy.toys.people.asked.length - asked).toBe(1);
  });

  it('costs an event only its own fields, and the stream goes on', async () => {
    const client = createClient({
      url: `${toy.gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const events: GraphqlAnswer[] = [];
    const stop = client.subscribe(
      { query: 'subscription { itemSold { id item { title } buyer { name } } }' },
      { next: (event) => events.push(event as unknown as GraphqlAnswer), error: () => {}, complete: () => {} },
    );
    await expect.poll(() => toy.toys.listeners(), { timeout: PATIENCE_MS }).toBe(1);
    toy.toys.people.fault = fault;
    toy.toys.sell({ id: 's1', item: 'b1', buyer: 'p2' });
    await expect.poll(() => events.length, { timeout: PATIENCE_MS }).toBe(1);
    toy.toys.people.fault = undefined;
    toy.toys.sell({ id: 's2', item: 'b1', buyer: 'p2' });
    await expect.poll(() => events.length, { timeout: PATIENCE_MS }).toBe(2);
    const [faulty, whole] = events as [GraphqlAnswer, GraphqlAnswer];
    expect(faulty.data).toMatchObject({ itemSold: { id: 's1', item: { title: 'Wells' } } });
    expect(faulty.data?.['itemSold']).not.toHaveProperty('buyer.name', 'Bo');
    check(faulty, code, 'people', ['itemSold', 'buyer']);
    expect(whole).toEqual({ data: { itemSold: { id: 's2', item: { title: 'Wells' }, buyer: { name: 'Bo' } } } });
    stop();
    await client.dispose();
    await expect.poll(() => toy.toys.listeners(), { timeout: PATIENCE_MS }).toBe(0);
  });
});

it('after all of this no timer, socket or listener is left', { timeout: 60_000 }, async () => {
  await expect.poll(() => toy.toys.shop.sockets.size, { timeout: 20_000 }).toBe(0);
  // The poll has one of its own.
  await expect.poll(timers, { timeout: 20_000 }).toBeLessThanOrEqual(before.timers + 1);
  expect(before.warnings).not.toContain('MaxListenersExceededWarning');
  const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
  await toy[Symbol.asyncDispose]();
  // What is left belongs to the test's own fetch, whose idle sockets are to servers that have closed them.
  await expect.poll(sockets, { timeout: 20_000 }).toBe(0);
});
