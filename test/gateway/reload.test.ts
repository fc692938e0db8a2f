import { rename, writeFile } from 'node:fs/promises';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { createGateway } from '../../gateway/gateway.js';
import { unplannable } from '../engine/graphs.js';
import { startHubGateway } from './hub-gateway.js';
import { ask, startToyGateway, type ToyGateway } from './toy-gateway.js';
import { serveToySubgraph } from './toy-subgraph.js';
import { waitFor } from './wait-for.js';

const SALE = { id: 's1', item: 'b1', buyer: 'p2' };

let toy: ToyGateway;
beforeEach(async () => {
  toy = await startToyGateway({ live: { ...engineDefaults().live, endWithinMs: 50 } });
});
afterEach(() => toy[Symbol.asyncDispose]());

/** The same graph with another description, so that it counts as new. */
const version = (number: number) => toy.supergraphSdl.replace('type Team', `"""Version ${number}"""\ntype Team`);
const withoutNote = () => toy.supergraphSdl.replace(/\n\s+note: String\b/, '');

async function serve(sdl: string): Promise<void> {
  await writeFile(toy.supergraphFile, sdl);
}

async function describedTeam(): Promise<unknown> {
  const { data } = await toy.ask('{ __type(name: "Team") { description } }');
  return data?.['__type'];
}

function listen(query: string) {
  const url = `${toy.gateway.url.replace('http', 'ws')}/graphql`;
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
  const events: unknown[] = [];
  const end = new Promise<unknown>((resolve) => {
    client.subscribe(
      { query },
      { next: (event) => events.push(event), error: resolve, complete: () => resolve('complete') },
    );
  });
  return { events, end, close: () => client.dispose() };
}

it('serves a supergraph as soon as its file changes, also when another file takes its place', async () => {
  await serve(version(1));
  await waitFor(async () => JSON.stringify(await describedTeam()) === '{"description":"Version 1"}', 'version 1');
  await writeFile(`${toy.supergraphFile}.new`, version(2));
  await rename(`${toy.supergraphFile}.new`, toy.supergraphFile);
  await waitFor(async () => JSON.stringify(await describedTeam()) === '{"description":"Version 2"}', 'version 2');
  expect((await toy.ask('{ person(id: "p1") { name cart { title } } }')).errors).toBeUndefined();
});

it.each([
  ['is no GraphQL', (sdl: string) => sdl.slice(0, sdl.length / 2)],
  ['is no supergraph', () => 'type Query { a: Int }'],
  ['is empty', () => ''],
])('a supergraph that %s is refused, and the old one goes on', async (_, broken) => {
  await serve(broken(toy.supergraphSdl));
  expect(await toy.gateway.reload()).toBe('refused');
  expect((await toy.ask('{ person(id: "p1") { name } }')).data).toEqual({ person: { name: 'Ana' } });
  const ready = (await (await fetch(`${toy.gateway.url}/ready`)).json()) as {
    schema: { refused?: { reason: string } };
  };
  expect(ready.schema.refused?.reason).toMatch(/./);
  await serve(version(3));
  await toy.gateway.reload();
  await waitFor(async () => JSON.stringify(await describedTeam()) === '{"description":"Version 3"}', 'version 3');
  const after = (await (await fetch(`${toy.gateway.url}/ready`)).json()) as { schema: { refused?: unknown } };
  expect(after.schema.refused).toBeUndefined();
});

it('drops no request while it swaps', async () => {
  const ended = new AbortController();
  let answered = 0;
  const failures: unknown[] = [];
  const clients = Array.from({ length: 8 }, async (_, client) => {
    while (!ended.signal.aborted) {
      const query = `{ people { name cart { id title } friends(first: ${client}) { name } } }`;
      const { status, errors } = await toy.ask(query);
      if (status !== 200 || errors) failures.push({ status, errors });
      else answered++;
    }
  });
  for (let number = 1; number <= 5; number++) {
    const before = answered;
    await serve(version(number));
    expect(await toy.gateway.reload()).not.toBe('refused');
    await waitFor(() => answered > before, 'answers');
  }
  ended.abort();
  await Promise.all(clients);
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(5);
});

it('a request that began before goes on with the schema that it began with', async () => {
  const held = Promise.withResolvers<() => void>();
  toy.toys.shipping.fault = (response) => {
    toy.toys.shipping.fault = undefined;
    held.resolve(() => void response.end('{"data":{"_entities":[{"parcels":[{"note":"late"}]}]}}'));
  };
  const asked = toy.ask('{ person(id: "p1") { parcels { note } } }');
  const answer = await held.promise;
  await serve(withoutNote());
  expect(await toy.gateway.reload()).toBe('swapped');
  expect((await toy.ask('{ person(id: "p1") { parcels { note } } }')).status).toBe(400);
  answer();
  expect((await asked).data).toEqual({ person: { parcels: [{ note: 'late' }] } });
});

it('live subscriptions go on with the new schema; those that do not fit it end with a code', async () => {
  const fits = listen('subscription { itemSold { id buyer { name } } }');
  const doesNot = listen('subscription { itemSold { id buyer { parcels { note } } } }');
  await waitFor(() => toy.toys.listeners() === 2, 'both to be subscribed');
  await serve(withoutNote());
  expect(await toy.gateway.reload()).toBe('swapped');
  expect(await doesNot.end).toMatchObject([{ extensions: { code: 'SCHEMA_CHANGED' } }]);
  await waitFor(() => toy.toys.listeners() === 1, 'the other to end upstream');
  for (let number = 1; number <= 3; number++) {
    await serve(version(number));
    await toy.gateway.reload();
    toy.toys.sell({ ...SALE, id: `s${number}` });
  }
  await waitFor(() => fits.events.length === 3, 'all events');
  expect(fits.events).toEqual(
    [1, 2, 3].map((number) => ({ data: { itemSold: { id: `s${number}`, buyer: { name: 'Bo' } } } })),
  );
  expect(toy.toys.listeners()).toBe(1);
  await Promise.all([fits.close(), doesNot.close()]);
});

const schemaStatus = async () =>
  (
    (await (await fetch(`${toy.gateway.url}/ready`)).json()) as {
      schema: { hash: string; breaking?: string[]; unplannable?: string[]; refused?: { at: string; reason: string } };
    }
  ).schema;

it('a supergraph that takes something away is served, and told in /ready', async () => {
  await serve(withoutNote());
  expect(await toy.gateway.reload()).toBe('swapped');
  expect((await schemaStatus()).breaking).toContainEqual(expect.stringContaining('note was removed'));
});

it('or it is refused, if that is wanted', async () => {
  await using strict = await startToyGateway({ breakingChanges: 'refuse' });
  await writeFile(strict.supergraphFile, strict.supergraphSdl.replace(/\n\s+note: String\b/, ''));
  expect(await strict.gateway.reload()).toBe('refused');
  await writeFile(strict.supergraphFile, strict.supergraphSdl.replace('type Team', '"New"\ntype Team'));
  expect(await strict.gateway.reload()).toBe('swapped');
});

/** It composes, and one of its fields cannot be planned. */
function unplannableSdl(): string {
  const services = Object.entries(unplannable).map(([name, sdl]) => ({
    name,
    url: 'http://127.0.0.1:9/graphql',
    typeDefs: parse(sdl),
  }));
  const { supergraphSdl } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error('it does not compose');
  return supergraphSdl;
}

const SENTENCE = /Query\.nodes → Node\.price cannot be planned: Cannot add selection of field/;

it('a supergraph with a field that cannot be planned is refused, and the old one goes on', async () => {
  const { hash } = await schemaStatus();
  await serve(unplannableSdl());
  expect(await toy.gateway.reload()).toBe('refused');
  const first = await schemaStatus();
  expect(first.hash).toBe(hash);
  expect(first.refused?.reason).toMatch(SENTENCE);
  expect((await toy.ask('{ person(id: "p1") { name } }')).data).toEqual({ person: { name: 'Ana' } });
  // It is known now; whoever looks again is told the same.
  expect(await toy.gateway.reload()).toBe('refused');
  expect((await schemaStatus()).refused?.reason).toBe(first.refused?.reason);
  await serve(version(1));
  await toy.gateway.reload();
  await waitFor(async () => JSON.stringify(await describedTeam()) === '{"description":"Version 1"}', 'version 1');
  await waitFor(async () => (await schemaStatus()).refused === undefined, 'nothing to be refused');
});

it('at the start it is refused too, unless the rest is to be served', async () => {
  await serve(unplannableSdl());
  const open = (unplannable: 'refuse' | 'serve') =>
    createGateway({
      host: '127.0.0.1',
      port: 0,
      graph: { mode: 'open', supergraphFile: toy.supergraphFile, issuers: [] },
      ...engineDefaults(),
      unplannable,
      logLevel: 'silent',
    });
  await expect(open('refuse')).rejects.toThrow(SENTENCE);
  await using serving = await open('serve');
  const ready = (await (await fetch(`${serving.url}/ready`)).json()) as { schema: { unplannable?: string[] } };
  expect(ready.schema.unplannable).toEqual([expect.stringMatching(SENTENCE)]);
  const { errors } = await ask(serving.url, '{ nodes { price } }');
  expect(errors).toMatchObject([{ extensions: { code: 'NOT_PLANNABLE' } }]);
  expect((await ask(serving.url, '{ __type(name: "Node") { name } }')).data).toEqual({ __type: { name: 'Node' } });
});

it('so it is where subgraphs are asked for their schemas', async () => {
  await using stack = new AsyncDisposableStack();
  const subgraphs: string[] = [];
  for (const [name, sdl] of Object.entries(unplannable)) {
    const [, typeDefs = ''] = sdl.split('])\n');
    const subgraph = stack.use(await serveToySubgraph({ name, typeDefs, resolvers: {} }));
    subgraphs.push(`${name}=${subgraph.origin}`);
  }
  const env = { HUB_SUBGRAPHS: subgraphs.join(',') };
  await expect(startHubGateway(env)).rejects.toThrow(SENTENCE);
  const { gateway } = stack.use(await startHubGateway({ ...env, HUB_UNPLANNABLE: 'serve' }));
  const ready = (await (await fetch(`${gateway.url}/ready`)).json()) as { schema: { unplannable?: string[] } };
  expect(ready.schema.unplannable).toEqual([expect.stringMatching(SENTENCE)]);
});
