import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { createGateway } from '../../gateway/gateway.js';
import { unplannable } from '../engine/graphs.js';
import { temporaryFolder } from './toy-gateway.js';
import { serveToySubgraph } from './toy-subgraph.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])\n';
const PEOPLE_TYPES = `type Query { person: Person } type Person @key(fields: "id") { id: ID! name: String }`;
const HOURS_TYPES = `type Person @key(fields: "id") { id: ID! minutes: Int }`;
const PEOPLE = LINK + PEOPLE_TYPES;
const HOURS = LINK + HOURS_TYPES;

const people = { Query: { person: () => ({ id: 'p1' }) }, Person: { name: () => 'Ana' } };
const hours = { Person: { __resolveReference: ({ id }: { id: string }) => ({ id, minutes: 90 }) } };

async function start() {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const subgraphs = [
    stack.use(await serveToySubgraph({ name: 'people', typeDefs: PEOPLE_TYPES, resolvers: people })),
    stack.use(await serveToySubgraph({ name: 'hours', typeDefs: HOURS_TYPES, resolvers: hours })),
  ];
  const urls = Object.fromEntries(subgraphs.map(({ name, origin }) => [name, `${origin}/graphql`]));
  const file = (name: string) => join(folder.path, name);
  await writeFile(file('subgraphs.json'), JSON.stringify(urls));
  await writeFile(file('people.graphql'), PEOPLE);
  await writeFile(file('hours.graphql'), HOURS);
  const open = () =>
    createGateway({
      host: '127.0.0.1',
      port: 0,
      graph: { mode: 'open', supergraphFile: folder.path, issuers: [] },
      ...engineDefaults(),
      logLevel: 'silent',
    });
  const owned = stack.move();
  return { file, urls, open, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

let folder: Awaited<ReturnType<typeof start>>;
beforeEach(async ({ onTestFinished }) => {
  folder = await start();
  onTestFinished(() => folder[Symbol.asyncDispose]());
});

async function ask(url: string, query: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}

/** Composing takes a thread of its own, which a busy machine starts late. */
const WAIT = { timeout: 15_000 };

it('composes the schemas of a folder, and again when one changes, comes or goes', async () => {
  await using gateway = await folder.open();
  const { url } = gateway;
  expect(await ask(url, '{ person { name minutes } }')).toEqual({ data: { person: { name: 'Ana', minutes: 90 } } });

  await writeFile(folder.file('hours.new'), HOURS.replace('minutes: Int', '"How long" minutes: Int'));
  await rename(folder.file('hours.new'), folder.file('hours.graphql'));
  await expect
    .poll(() => ask(url, '{ __type(name: "Person") { fields { description } } }'), WAIT)
    .toMatchObject({ data: { __type: { fields: expect.arrayContaining([{ description: 'How long' }]) } } });

  await writeFile(folder.file('people.graphql'), PEOPLE.replace('name: String', 'name: Strin'));
  expect(await gateway.reload()).toBe('refused');
  expect(await ask(url, '{ person { name } }')).toEqual({ data: { person: { name: 'Ana' } } });

  await writeFile(folder.file('people.graphql'), PEOPLE);
  await rm(folder.file('hours.graphql'));
  await writeFile(folder.file('subgraphs.json'), JSON.stringify({ people: folder.urls['people'] }));
  await expect
    .poll(() => ask(url, '{ person { minutes } }'), WAIT)
    .toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
});

it.each<[string, (given: typeof folder) => Promise<void>, RegExp]>([
  ['no addresses', ({ file }) => rm(file('subgraphs.json')), /subgraphs\.json cannot be read/],
  [
    'an address that is none',
    ({ file }) => writeFile(file('subgraphs.json'), '{"people": "here"}'),
    /must be \{"name"/,
  ],
  [
    'a schema without an address',
    ({ file, urls }) => writeFile(file('subgraphs.json'), JSON.stringify({ people: urls['people'] })),
    /does not say where hours is/,
  ],
  ['an address without a schema', ({ file }) => rm(file('hours.graphql')), /names hours, of which .* has no schema/],
  [
    'a schema that is no GraphQL',
    ({ file }) => writeFile(file('hours.graphql'), 'type'),
    /schema of hours is not GraphQL/,
  ],
  [
    'schemas that do not compose',
    ({ file }) => writeFile(file('hours.graphql'), HOURS.replace('minutes', 'name')),
    /do not compose:\n.*Person\.name.*\(INVALID_FIELD_SHARING\)/s,
  ],
  [
    'schemas with a field that cannot be planned',
    async ({ file }) => {
      const names = Object.keys(unplannable);
      await writeFile(
        file('subgraphs.json'),
        JSON.stringify(Object.fromEntries(names.map((name) => [name, 'http://x/']))),
      );
      await Promise.all([rm(file('people.graphql')), rm(file('hours.graphql'))]);
      for (const name of names) await writeFile(file(`${name}.graphql`), unplannable[name] ?? '');
    },
    /cannot be planned.*:\n {2}- Query\.nodes → Node\.price cannot be planned: /s,
  ],
])('%s: refused with a sentence', async (_, spoil, sentence) => {
  await spoil(folder);
  await expect(folder.open()).rejects.toThrow(sentence);
});
