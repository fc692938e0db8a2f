import { buildSchema, getIntrospectionQuery, graphql, printSchema } from 'graphql';
import { Supergraph } from '@apollo/federation-internals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startToyGateway, type ToyGateway } from './toy-gateway.js';
import { World } from './toy-world.js';

/** The same operation against the federated graph and against one merged schema over the same world. */
const QUERIES: [name: string, query: string, variables?: Record<string, unknown>][] = [
  ['one field', '{ person(id: "p1") { name } }'],
  ['a null root field', '{ person(id: "nobody") { name cart { id } } }'],
  ['two subgraphs', '{ person(id: "p1") { name cart { title } } }'],
  ['three subgraphs', '{ person(id: "p1") { name cart { id } parcels { id note } } }'],
  ['a list across subgraphs', '{ people { id name cart { id title } } }'],
  ['there and back', '{ people { name cart { ... on Book { author { name age } } } } }'],
  [
    'the same entity at many places',
    '{ people { friends(first: 3) { id name favourite { title } friends { name cart { id } } } } }',
  ],
  ['aliases', '{ a: person(id: "p1") { n: name c: cart { t: title } } b: person(id: "p2") { n: name id } }'],
  [
    'one field twice with other arguments',
    '{ person(id: "p1") { one: friends(first: 1) { name } all: friends(first: 9) { name cart { id } } } }',
  ],
  ['an alias that hides another field', '{ person(id: "p1") { name: id id: name cart { title: id id: title } } }'],
  ['an alias of the typename', '{ person(id: "p1") { what: __typename cart { what: __typename id } } }'],
  ['root typename', '{ __typename }'],
  ['interface fields', '{ items { __typename id title weight } }'],
  [
    'type conditions',
    '{ items { id ... on Book { pages author { name } } ... on Tool { maker { name lead { name } } } } }',
  ],
  [
    'required fields from elsewhere',
    '{ items { title ... on Book { shippingCost } ... on Tool { shippingCost(express: true) } } }',
  ],
  [
    'required fields with aliases',
    '{ items { ... on Book { slow: shippingCost fast: shippingCost(express: true) } } }',
  ],
  [
    'a union',
    '{ search(text: "an") { __typename ... on Person { name cart { id } } ... on Team { name lead { name parcels { note } } } } }',
  ],
  ['an interface over a union', '{ search(text: "a") { ... on Named { name } } }'],
  [
    'fragments',
    'query Q { person(id: "p1") { ...A friends { ...A } } } fragment A on Person { name ...B } fragment B on Person { cart { id title } }',
  ],
  [
    'conflicting scopes merge',
    '{ person(id: "p1") { cart { id } ... on Person { cart { title } } } person(id: "p1") { name } }',
  ],
  ['include true', 'query($y: Boolean!) { person(id: "p1") { name cart @include(if: $y) { id } } }', { y: true }],
  ['include false', 'query($y: Boolean!) { person(id: "p1") { name cart @include(if: $y) { id } } }', { y: false }],
  [
    'skip on fragments',
    'query($y: Boolean!) { person(id: "p1") { name ... @skip(if: $y) { parcels { id } } } }',
    { y: true },
  ],
  ['skip at the root', 'query($y: Boolean!) { person(id: "p1") @skip(if: $y) { name } items { id } }', { y: true }],
  [
    'a condition that is a default',
    'query($y: Boolean = true) { person(id: "p1") { parcels @include(if: $y) { id } } }',
  ],
  [
    'variables',
    'query($ids: [ID!]!, $n: Int) { people(ids: $ids) { friends(first: $n) { name cart { id } } } }',
    { ids: ['p1', 'p3'], n: 1 },
  ],
  ['a null variable', 'query($n: Int) { person(id: "p1") { friends(first: $n) { name } } }', { n: null }],
  ['an enum variable', 'query($k: Kind) { items(kind: $k) { title } }', { k: 'TOOL' }],
  ['nested objects without keys', '{ people { address { city zip } } }'],
  ['a null in a list of entities', '{ people { favourite { title } } }'],
  ['parcels to persons to carts', '{ people { parcels { to { name cart { title } } } } }'],
  ['a type by name', '{ __type(name: "Person") { kind fields { name type { kind name ofType { name } } } } }'],
  [
    'introspection by fragments, aliases and variables',
    `query($name: String!, $all: Boolean = true, $ids: [ID!]) { a: __type(name: $name) { ...T } __type(name: "Item") { ...T possibleTypes { name } } people(ids: $ids) { name } }
      fragment T on __Type { kids: fields(includeDeprecated: $all) { ...F args @include(if: $all) { ...V } } ... on __Type { name } }
      fragment F on __Field { name of: type { name } } fragment V on __InputValue { name defaultValue }`,
    { name: 'Person', ids: ['p1'] },
  ],
  ['what tools ask', getIntrospectionQuery()],
  ['introspection beside data', '{ __schema { queryType { name } } person(id: "p1") { name cart { id } } }'],
  [
    'all fields of an entity',
    '{ person(id: "p4") { id name age doorCode address { city } cart { id } favourite { id } parcels { id } friends { id } } }',
  ],
];

let toy: ToyGateway;
beforeAll(async () => {
  toy = await startToyGateway();
});
afterAll(() => toy[Symbol.asyncDispose]());

function merged(world: World, source: string, variableValues?: Record<string, unknown>) {
  const schema = buildSchema(printSchema(Supergraph.build(toy.supergraphSdl).apiSchema().toGraphQLJSSchema()));
  return graphql({ schema, source, rootValue: world, variableValues: variableValues ?? {} });
}

describe('the federated graph answers like one schema', () => {
  it.each(QUERIES)('%s', async (_, query, variables) => {
    const expected = await merged(toy.world, query, variables);
    const answer = await toy.ask(query, variables);
    expect(answer).toEqual({ status: 200, ...JSON.parse(JSON.stringify(expected)) });
    expect(answer.data).toBeTruthy();
  });
});

describe('how subgraphs are asked', () => {
  it('asks for each entity once, however often it occurs', async () => {
    toy.toys.shop.asked.length = 0;
    await toy.ask('{ people { friends(first: 9) { cart { id } } } }');
    expect(toy.toys.shop.asked).toHaveLength(1);
    const representations = toy.toys.shop.asked[0]?.variables['representations'] as { id: string }[];
    expect(representations.map(({ id }) => id).toSorted()).toEqual(['p1', 'p2', 'p3', 'p4']);
  });

  it('plans an operation without departments without asking any', async () => {
    const { people, shop, shipping } = toy.toys;
    for (const { asked } of [people, shop, shipping]) asked.length = 0;
    const answer = await toy.ask('{ __schema { types { name } } }');
    expect(answer.data).toHaveProperty('__schema');
    expect([people, shop, shipping].map(({ asked }) => asked.length)).toEqual([0, 0, 0]);
  });

  it('runs mutations one after the other, across subgraphs', async () => {
    await using own = await startToyGateway();
    const answer = await own.ask(`mutation {
      a: renamePerson(id: "p3", name: "First") { name cart { id } }
      b: addToCart(person: "p3", item: "t1") { name cart { id } }
      c: renamePerson(id: "p3", name: "Last") { name cart { id } }
    }`);
    expect(answer).toEqual({
      status: 200,
      data: {
        a: { name: 'First', cart: [] },
        b: { name: 'First', cart: [{ id: 't1' }] },
        c: { name: 'Last', cart: [{ id: 't1' }] },
      },
    });
  });

  it('runs mutations in the order in which they are written, also between equal fragments', async () => {
    await using own = await startToyGateway();
    const answer = await own.ask(`mutation {
      ... on Mutation { a: renamePerson(id: "p3", name: "First") { name } }
      b: renamePerson(id: "p3", name: "Second") { name }
      ...Last
      c: renamePerson(id: "p3", name: "Fourth") { name }
      ... on Mutation { ...{ d: addToCart(person: "p3", item: "t1") { name } } }
    }
    fragment Last on Mutation { e: renamePerson(id: "p3", name: "Third") { name } }`);
    expect(JSON.stringify(answer.data)).toBe(
      JSON.stringify({
        a: { name: 'First' },
        b: { name: 'Second' },
        e: { name: 'Third' },
        c: { name: 'Fourth' },
        d: { name: 'Fourth' },
      }),
    );
  });

  it('forwards the client’s authorization in open mode', async () => {
    toy.toys.people.asked.length = 0;
    await toy.ask('{ person(id: "p1") { name } }', {}, { authorization: 'Basic abc', 'x-request-id': 'seen-1' });
    expect(toy.toys.people.asked[0]?.headers).toMatchObject({ authorization: 'Basic abc', 'x-request-id': 'seen-1' });
  });
});
