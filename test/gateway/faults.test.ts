import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { asAsked, type Fault } from './toy-subgraph.js';
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

const json = (value: unknown) => (response: ServerResponse, query: string) =>
  void response.setHeader('content-type', 'application/json').end(asAsked(query, JSON.stringify(value)));

const FAULTS: [name: string, code: string, fault: Fault][] = [
  ['never answers', 'TIMEOUT', () => undefined],
  ['answers half and stops', 'TIMEOUT', (response) => void response.write('{"data":')],
  ['closes the connection', 'DOWN', (response) => void response.destroy()],
  ['is behind a proxy that has lost it', 'DOWN', (response) => void response.writeHead(502).end('Bad gateway')],
  [
    'answers HTML',
    'INVALID_ANSWER',
    (response) => void response.setHeader('content-type', 'text/html').end('<h1>secret-host</h1>'),
  ],
  ['answers an empty body', 'INVALID_ANSWER', (response) => void response.end()],
  ['answers cut JSON', 'INVALID_ANSWER', (response) => void response.end('{"data":{"_ent')],
  ['answers JSON of another kind', 'INVALID_ANSWER', json([1, 2])],
  ['answers neither data nor errors', 'INVALID_ANSWER', json({ data: null })],
  ['answers data that is a list', 'INVALID_ANSWER', json({ data: [] })],
  ['answers errors that are none', 'INVALID_ANSWER', json({ data: {}, errors: 'no' })],
  ['answers too few entities', 'INVALID_ANSWER', json({ data: { _entities: [] } })],
  ['answers entities that are no list', 'INVALID_ANSWER', json({ data: { _entities: { '0': 1 } } })],
  [
    'answers more than is allowed',
    'INVALID_ANSWER',
    (response) => void response.end(`{"data":{"x":"${'x'.repeat(200_000)}"}}`),
  ],
  ['fails without data', 'DEPARTMENT_ERROR', json({ errors: [{ message: 'secret' }] })],
];

describe('a subgraph that fails costs only its own fields', () => {
  it.each(FAULTS)('%s: %s', async (_, code, fault) => {
    toy.toys.shop.fault = fault;
    const { data, errors } = await toy.ask(
      '{ person(id: "p1") { name favourite { title } parcels { note } } }',
      {},
      { 'x-request-id': 'r-7' },
    );
    expect(data).toEqual({
      person: { name: 'Ana', favourite: null, parcels: [{ note: 'note b1' }, { note: 'note t1' }] },
    });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ path: ['person'], extensions: { department: 'shop', reference: 'r-7' } });
    if (code === 'DEPARTMENT_ERROR') expect(errors?.[0]?.extensions['code']).toBe('DEPARTMENT_ERROR');
    expect(errors?.[0]?.extensions['code']).toBe(code);
    if (code !== 'DEPARTMENT_ERROR') expect(JSON.stringify(errors)).not.toContain('secret');
  });
});

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
