import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { json } from './fault-list.js';
import { asAsked } from './toy-subgraph.js';
import { startToyGateway, type ToyGateway } from './toy-gateway.js';

const TIMEOUT_MS = 300;

let toy: ToyGateway;
beforeAll(async () => {
  toy = await startToyGateway({
    subgraphCalls: { ...engineDefaults().subgraphCalls, timeoutMs: TIMEOUT_MS, maxAnswerBytes: 100_000 },
  });
});
afterEach(() => {
  for (const subgraph of [toy.toys.people, toy.toys.shop, toy.toys.shipping]) subgraph.fault = undefined;
});
afterAll(() => toy[Symbol.asyncDispose]());

describe('nulls and errors', () => {
  it('bubble up to the nearest field that may be null, with one error', async () => {
    toy.toys.shipping.fault = json({ data: null, errors: [{ message: 'no' }] });
    const { data, errors } = await toy.ask('{ person(id: "p1") { name doorCode } items { id } }');
    expect(data).toMatchObject({ person: null, items: [{ id: 'b1' }, { id: 'b2' }, { id: 't1' }, { id: 't2' }] });
    expect(errors).toHaveLength(1);
  });

  it('take the whole answer when nothing above may be null', async () => {
    toy.toys.shipping.fault = (response) => void response.destroy();
    const { data, errors } = await toy.ask('{ strictPerson(id: "p1") { doorCode } }');
    expect(data).toBeNull();
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['strictPerson'],
        extensions: expect.objectContaining({ code: 'DOWN', department: 'shipping' }),
      }),
    ]);
  });

  it('name each root field that is missing', async () => {
    toy.toys.people.fault = (response) => void response.destroy();
    const { data, errors } = await toy.ask(
      '{ a: person(id: "p1") { name } b: person(id: "p2") { name cart { id } } item(id: "b1") { title } }',
    );
    expect(data).toEqual({ a: null, b: null, item: { title: 'Wells' } });
    expect(errors?.map(({ path }) => path).toSorted()).toEqual([['a'], ['b']]);
  });

  it('are reported where the client asked, under its aliases', async () => {
    const answer = json({
      data: { _entities: [{ cart: [{ id: null }] }] },
      errors: [{ message: 'x', path: ['_entities', 0, 'cart', 0, 'id'], extensions: { code: 'GONE' } }],
    });
    toy.toys.shop.fault = answer;
    const { errors } = await toy.ask('{ who: person(id: "p1") { name: cart { id } } }');
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      path: ['who', 'name', 0, 'id'],
      extensions: { code: 'GONE', department: 'shop' },
    });
  });

  it('without a cause are the answer’s own fault', async () => {
    toy.toys.people.fault = json({
      data: { strictPerson: { name: null }, people: 'no list', person: { name: { no: 'text' } } },
    });
    const strict = await toy.ask('{ strictPerson(id: "p1") { name } }');
    expect(strict).toMatchObject({
      data: null,
      errors: [{ path: ['strictPerson', 'name'], extensions: { code: 'INVALID_ANSWER' } }],
    });
    const list = await toy.ask('{ people { name } }');
    expect(list).toMatchObject({ data: null, errors: [{ path: ['people'], extensions: { code: 'INVALID_ANSWER' } }] });
    const text = await toy.ask('{ person(id: "p1") { name } }');
    expect(text).toMatchObject({
      data: { person: null },
      errors: [{ path: ['person', 'name'], extensions: { code: 'INVALID_ANSWER' } }],
    });
  });

  it('survive names that mean something to JavaScript', async () => {
    toy.toys.people.fault = (response, query) =>
      void response.end(
        asAsked(
          query,
          '{"data":{"person":{"__proto__":{"age":66},"constructor":{"prototype":{"age":66}},"name":"Ana"}}}',
        ),
      );
    const { data } = await toy.ask('{ person(id: "p1") { name age } }');
    expect(data).toEqual({ person: { name: 'Ana', age: null } });
    expect(({} as { age?: number }).age).toBeUndefined();
  });
});

it('ends what it asks for when the client leaves', async () => {
  const closed = new Promise<void>((resolve) => {
    toy.toys.people.fault = (response) => {
      response.once('close', resolve);
      gone.abort();
    };
  });
  const gone = new AbortController();
  const started = performance.now();
  const request = fetch(`${toy.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ person(id: 1) { name } }"}',
    signal: gone.signal,
  });
  await expect(request).rejects.toThrow('aborted');
  await closed;
  expect(performance.now() - started).toBeLessThan(TIMEOUT_MS);
});

it('answers again as soon as the subgraph does', async () => {
  toy.toys.shop.fault = (response) => void response.destroy();
  expect((await toy.ask('{ item(id: "b1") { title } }')).errors).toHaveLength(1);
  toy.toys.shop.fault = undefined;
  expect(await toy.ask('{ item(id: "b1") { title } }')).toEqual({ status: 200, data: { item: { title: 'Wells' } } });
});
