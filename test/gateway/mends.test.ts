import { afterEach, describe, expect, it } from 'vitest';
import { startGraph, type RunningGraph } from './any-graph.js';

let graph: RunningGraph | undefined;

afterEach(async () => {
  await graph?.[Symbol.asyncDispose]();
  graph = undefined;
});

/** Prices in several currencies: a field that others require with different arguments. */
const PRICES = [
  {
    name: 'shop',
    typeDefs: `
      type Query { product: Product  products: [Product!]! }
      type Product @key(fields: "upc") { upc: ID!  price(currency: String!): Int  weight: Int  size(unit: Unit!): Size }
      type Size { width: Int }
      enum Unit { CM MM }`,
    resolvers: {
      Query: {
        product: () => ({ upc: 'a', weight: 2 }),
        products: () => [
          { upc: 'a', weight: 2 },
          { upc: 'b', weight: 3 },
        ],
      },
      Product: {
        __resolveReference: ({ upc }: { upc: string }) => ({ upc, weight: upc === 'a' ? 2 : 3 }),
        price: (_: unknown, { currency }: { currency: string }) => ({ USD: 10, EUR: 9, CNY: 70 })[currency],
        size: (_: unknown, { unit }: { unit: string }) => ({ width: unit === 'CM' ? 5 : 50 }),
      },
    },
  },
  {
    name: 'shipping',
    typeDefs: `
      type Product @key(fields: "upc") {
        upc: ID!
        price(currency: String!): Int @external
        weight: Int @external
        size(unit: Unit!): Size @external
        cost: Int @requires(fields: "price(currency: \\"USD\\") weight")
        costInEuro: Int @requires(fields: "price(currency: \\"EUR\\") weight")
        boxes: Int @requires(fields: "size(unit: MM) { width }")
      }
      type Size @external { width: Int }
      enum Unit { CM MM }`,
    resolvers: {
      Product: {
        __resolveReference: (reference: object) => reference,
        cost: ({ price, weight }: { price: number; weight: number }) => price * weight,
        costInEuro: ({ price, weight }: { price: number; weight: number }) => price * weight,
        boxes: ({ size }: { size: { width: number } }) => size.width,
      },
    },
  },
];

describe('where the planner takes one thing for another', () => {
  it('fields that are required with different arguments each get their own value', async () => {
    graph = await startGraph(PRICES);
    expect(await graph.ask('{ product { cost costInEuro } }')).toEqual({
      status: 200,
      data: { product: { cost: 20, costInEuro: 18 } },
    });
  });

  it('what the client asks with other arguments does not stand in for what is required', async () => {
    graph = await startGraph(PRICES);
    const query = '{ products { price(currency: "CNY") cost size(unit: CM) { width } boxes costInEuro } }';
    expect((await graph.ask(query)).data).toEqual({
      products: [
        { price: 70, cost: 20, size: { width: 5 }, boxes: 50, costInEuro: 18 },
        { price: 70, cost: 30, size: { width: 5 }, boxes: 50, costInEuro: 27 },
      ],
    });
  });

  it('a field that is required with arguments and without is asked both ways', async () => {
    graph = await startGraph([
      {
        name: 'shop',
        typeDefs: `
          type Query { product: Product }
          type Product @key(fields: "upc") { upc: ID!  price(of: Int = 1): Int }`,
        resolvers: {
          Query: { product: () => ({ upc: 'a' }) },
          Product: {
            __resolveReference: (reference: object) => reference,
            price: (_: unknown, { of }: { of: number }) => of * 10,
          },
        },
      },
      {
        name: 'shipping',
        typeDefs: `
          type Product @key(fields: "upc") {
            upc: ID!  price(of: Int = 1): Int @external
            one: Int @requires(fields: "price")  two: Int @requires(fields: "price(of: 2)")
          }`,
        resolvers: {
          Product: {
            __resolveReference: (reference: object) => reference,
            one: ({ price }: { price: number }) => price,
            two: ({ price }: { price: number }) => price,
          },
        },
      },
    ]);
    expect((await graph.ask('{ product { one two price(of: 3) } }')).data).toEqual({
      product: { one: 10, two: 20, price: 30 },
    });
  });

  it('an alias that is another field’s name does not stand in for a key', async () => {
    graph = await startGraph(PRICES);
    const { data } = await graph.ask('{ product { upc: weight weight: upc cost price: __typename } }');
    expect(data).toEqual({ product: { upc: 2, weight: 'a', cost: 20, price: 'Product' } });
  });

  it('variables that are called like the planner’s own stay the client’s', async () => {
    graph = await startGraph(PRICES);
    const query =
      'query ($representations: String!, $__0: String!) { product { price(currency: $representations) other: price(currency: $__0) cost } }';
    const { data } = await graph.ask(query, { representations: 'EUR', __0: 'CNY' });
    expect(data).toEqual({ product: { price: 9, other: 70, cost: 20 } });
  });
});

const MEDIA = [
  {
    name: 'catalogue',
    typeDefs: `
      type Query { media: [Media!]! }
      interface Media @key(fields: "id") { id: ID!  title: String }
      type Book implements Media @key(fields: "id") { id: ID!  title: String  pages: Int }
      type Film implements Media @key(fields: "id") { id: ID!  title: String  minutes: Int }`,
    resolvers: {
      Query: {
        media: () => [
          { __typename: 'Book', id: '1', title: 'B', pages: 9 },
          { __typename: 'Film', id: '2', title: 'F', minutes: 90 },
        ],
      },
      Media: {
        __resolveReference: ({ id }: { id: string }) =>
          id === '1'
            ? { __typename: 'Book', id, title: 'B', pages: 9 }
            : { __typename: 'Film', id, title: 'F', minutes: 90 },
      },
      Book: { __resolveReference: ({ id }: { id: string }) => ({ id, title: 'B', pages: 9 }) },
      Film: { __resolveReference: ({ id }: { id: string }) => ({ id, title: 'F', minutes: 90 }) },
    },
  },
  {
    name: 'reviews',
    typeDefs: `
      type Query { best: Media  all: [Media!]! }
      type Media @interfaceObject @key(fields: "id") { id: ID!  stars: Int }`,
    resolvers: {
      Query: { best: () => ({ id: '2' }), all: () => [{ id: '1' }, { id: '2' }] },
      Media: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        stars: ({ id }: { id: string }) => Number(id) + 2,
      },
    },
  },
];

describe('an interface that a subgraph knows as an object', () => {
  it('answers the concrete type of its objects', async () => {
    graph = await startGraph(MEDIA);
    expect(await graph.ask('{ best { __typename id stars } all { stars __typename } }')).toEqual({
      status: 200,
      data: {
        best: { __typename: 'Film', id: '2', stars: 4 },
        all: [
          { stars: 3, __typename: 'Book' },
          { stars: 4, __typename: 'Film' },
        ],
      },
    });
  });

  it('keeps the concrete type when the subgraph answers the interface’s name', async () => {
    graph = await startGraph(MEDIA);
    expect((await graph.ask('{ media { stars title ... on Book { pages } kind: __typename } }')).data).toEqual({
      media: [
        { stars: 3, title: 'B', pages: 9, kind: 'Book' },
        { stars: 4, title: 'F', kind: 'Film' },
      ],
    });
  });

  it('answers fragments on concrete types from objects that came as the interface', async () => {
    graph = await startGraph(MEDIA);
    expect((await graph.ask('{ all { ... on Film { minutes stars } ... on Book { id } } }')).data).toEqual({
      all: [{ id: '1' }, { minutes: 90, stars: 4 }],
    });
  });

  it('answers what does not depend on the type without asking for it', async () => {
    graph = await startGraph(MEDIA);
    expect((await graph.ask('{ all { id stars } }')).data).toEqual({
      all: [
        { id: '1', stars: 3 },
        { id: '2', stars: 4 },
      ],
    });
  });
});

/** An interface that only `labels` knows as one, with another beside it; `tax` requires what a third subgraph knows. */
const LABELLED = [
  {
    name: 'labels',
    typeDefs: `
      type Query { found: [Found!]! }
      union Found = Book | Film
      interface Named { title: String }
      interface Media @key(fields: "id") { id: ID!  year: Int  like: Media }
      type Book implements Media & Named @key(fields: "id") { id: ID!  year: Int  title: String  like: Media }
      type Film implements Media @key(fields: "id") { id: ID!  year: Int  like: Film }`,
    resolvers: {
      Query: {
        found: () => [
          { __typename: 'Book', id: '1', year: 2001, like: { __typename: 'Film', id: '2', year: 2002 } },
          { __typename: 'Film', id: '2', year: 2002, like: { id: '3', year: 2003 } },
        ],
      },
      Media: {
        __resolveReference: ({ id }: { id: string }) => ({ __typename: id === '1' ? 'Book' : 'Film', id, title: 'B' }),
      },
      Book: { __resolveReference: ({ id }: { id: string }) => ({ id, title: 'B' }) },
      Film: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
    },
  },
  {
    name: 'prices',
    typeDefs: `
      type Query { all: [Media!]! }
      type Media @interfaceObject @key(fields: "id") { id: ID!  price: Int }`,
    resolvers: {
      Query: { all: () => [{ id: '1' }, { id: '2' }] },
      Media: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        price: ({ id }: { id: string }) => Number(id) * 10,
      },
    },
  },
  {
    name: 'taxes',
    typeDefs: `
      type Media @interfaceObject @key(fields: "id") {
        id: ID!  price: Int @external  tax: Int @requires(fields: "price")
        year: Int @external  age: Int @requires(fields: "year")  class: Int
      }`,
    resolvers: {
      Media: {
        __resolveReference: (reference: object) => reference,
        tax: ({ price }: { price: number }) => price / 5,
        age: ({ year }: { year?: number }) => {
          if (year === undefined) throw new Error('the year is required');
          return 2026 - year;
        },
        class: ({ id }: { id: string }) => Number(id) + 100,
      },
    },
  },
];

describe('a type condition on objects that came as an interface', () => {
  it('may be another abstract type', async () => {
    graph = await startGraph(LABELLED);
    const query = '{ all { id ... on Named { title ... on Media { price } } } }';
    expect(await graph.ask(query)).toEqual({
      status: 200,
      data: { all: [{ id: '1', title: 'B', price: 10 }, { id: '2' }] },
    });
  });

  it('does not keep the others from what is asked of them', async () => {
    graph = await startGraph(LABELLED);
    const query = '{ found { ... on Book { age } ... on Media { class } } }';
    expect(await graph.ask(query)).toEqual({ status: 200, data: { found: [{ age: 25, class: 101 }, { class: 102 }] } });
  });

  it.each([
    '{ found { ... on Book { like { age } } ... on Media { like { class } } } }',
    '{ found { ... on Media { ... on Book { like { age } } like { class } } } }',
    '{ found { ... on Media { ...A ...B } } } fragment A on Book { like { age } } fragment B on Media { like { class } }',
    '{ found { ... on Film { like { age } } ... on Media { like { class } } } }',
  ])('does not keep what is required from the others below it: %s', async (query) => {
    graph = await startGraph(LABELLED);
    const [book, film] = query.includes('Film') ? [{}, { age: 23 }] : [{ age: 24 }, {}];
    expect(await graph.ask(query)).toEqual({
      status: 200,
      data: { found: [{ like: { ...book, class: 102 } }, { like: { ...film, class: 103 } }] },
    });
  });

  it('is decided also where all below it requires others', async () => {
    graph = await startGraph(LABELLED);
    for (const query of ['{ all { ... on Book { tax } } }', '{ all { ... on Book { ... on Media { tax } } } }']) {
      expect(await graph.ask(query)).toEqual({ status: 200, data: { all: [{ tax: 2 }, {}] } });
    }
  });
});

/** `total` requires `cost`, which requires `weight`. */
const CHAIN = [
  {
    name: 'shop',
    typeDefs: `
      type Query { bought: Item! }
      type Item @key(fields: "id") { id: ID!  weight: Int  cost: Int @external  total: Int @requires(fields: "cost") }`,
    resolvers: {
      Query: { bought: () => ({ id: '3' }) },
      Item: {
        __resolveReference: (reference: object) => reference,
        weight: ({ id }: { id: string }) => Number(id),
        total: ({ cost }: { cost: number }) => cost + 1,
      },
    },
  },
  {
    name: 'shipping',
    typeDefs: `
      type Query { sent: Item! }
      type Item @key(fields: "id") { id: ID!  weight: Int @external  cost: Int @requires(fields: "weight")  next: Item }`,
    resolvers: {
      Query: { sent: () => ({ id: '3' }) },
      Item: {
        __resolveReference: (reference: object) => reference,
        cost: ({ weight }: { weight: number }) => weight * 10,
        next: ({ id }: { id: string }) => ({ id: String(Number(id) + 1) }),
      },
    },
  },
];

describe('a field that requires one which requires others', () => {
  it('gets what it needs, also where its object is answered by the one in the middle', async () => {
    graph = await startGraph(CHAIN);
    const query = '{ bought { total next { total next { cost total } } } }';
    expect(await graph.ask(query)).toEqual({
      status: 200,
      data: { bought: { total: 31, next: { total: 41, next: { cost: 50, total: 51 } } } },
    });
  });

  it('gets what it needs, also where the chain comes back to the same subgraph', async () => {
    const echo = { __resolveReference: (reference: object) => reference };
    graph = await startGraph([
      {
        name: 'a',
        typeDefs: `
          type Query { start: Item }
          type Item @key(fields: "id") { id: ID!  one: Int  two: Int @external  three: Int @requires(fields: "two") }`,
        resolvers: {
          Query: { start: () => ({ id: '1' }) },
          Item: { ...echo, one: () => 1, three: ({ two }: { two: number }) => two + 1 },
        },
      },
      {
        name: 'b',
        typeDefs: `
          type Item @key(fields: "id") {
            id: ID!  one: Int @external  three: Int @external
            two: Int @requires(fields: "one")  four: Int @requires(fields: "three")
          }`,
        resolvers: {
          Item: {
            ...echo,
            two: ({ one }: { one: number }) => one + 1,
            four: ({ three }: { three: number }) => three + 1,
          },
        },
      },
      {
        name: 'c',
        typeDefs: `type Item @key(fields: "id") { id: ID!  four: Int @external  five: Int @requires(fields: "four") }`,
        resolvers: { Item: { ...echo, five: ({ four }: { four: number }) => four + 1 } },
      },
    ]);
    expect(await graph.ask('{ start { four five } }')).toEqual({ status: 200, data: { start: { four: 4, five: 5 } } });
  });

  it('is planned also where the planner fails in one of the plans that it compares', async () => {
    graph = await startGraph(CHAIN);
    const query = '{ sent { next { next { next { total cost again: total weight } } w: weight } } }';
    expect(await graph.ask(query)).toEqual({
      status: 200,
      data: { sent: { next: { next: { next: { total: 61, cost: 60, again: 61, weight: 6 } }, w: 4 } } },
    });
  });

  it('gets what it needs where the way there leads through a union', async () => {
    graph = await startGraph(
      CHAIN.map((subgraph) => ({
        ...subgraph,
        typeDefs: subgraph.typeDefs
          .replace('next: Item', 'next: Next')
          .concat(subgraph.name === 'shipping' ? ' union Next = Item' : ''),
        resolvers: {
          ...subgraph.resolvers,
          ...(subgraph.name === 'shipping' && { Next: { __resolveType: () => 'Item' } }),
        },
      })),
    );
    expect(await graph.ask('{ bought { cost next { ... on Item { total } } } }')).toEqual({
      status: 200,
      data: { bought: { cost: 30, next: { total: 41 } } },
    });
  });

  it('gets it for the arguments that are required, not for those that the client asks', async () => {
    graph = await startGraph([
      {
        name: 'a',
        typeDefs: `
          type Query { item: Item }
          type Item @key(fields: "id") { id: ID!  cost(in: Int = 1): Int @external  sum(of: Int = 1): Int @requires(fields: "cost(in: 2)") }`,
        resolvers: {
          Query: { item: () => ({ id: '3' }) },
          Item: {
            __resolveReference: (reference: object) => reference,
            sum: ({ cost }: { cost: number }, { of }: { of: number }) => cost + of,
          },
        },
      },
      {
        name: 'b',
        typeDefs: `
          type Query { sent: Item }
          type Item @key(fields: "id") {
            id: ID!  weight: Int @external  sum(of: Int = 1): Int @external
            cost(in: Int = 1): Int @requires(fields: "weight")
            bill: Int @requires(fields: "sum(of: 2)")
          }`,
        resolvers: {
          Query: { sent: () => ({ id: '3' }) },
          Item: {
            __resolveReference: (reference: object) => reference,
            cost: ({ weight }: { weight: number }, args: { in: number }) => weight * 10 ** args.in,
            bill: ({ sum }: { sum: number }) => sum + 1000,
          },
        },
      },
      {
        name: 'c',
        typeDefs: `type Item @key(fields: "id") { id: ID!  weight: Int }`,
        resolvers: { Item: { __resolveReference: (reference: object) => reference, weight: () => 3 } },
      },
    ]);
    expect(await graph.ask('{ sent { cost bill } }')).toEqual({
      status: 200,
      data: { sent: { cost: 30, bill: 1302 } },
    });
  });
});

describe('conditions', () => {
  const query = `query ($a: Boolean!, $b: Boolean = true) {
    product @include(if: $a) { upc cost @skip(if: $b) ...P }
    products @skip(if: $a) { upc @include(if: $b) costInEuro @skip(if: true) }
  }
  fragment P on Product { weight @include(if: $a) costInEuro @include(if: $b) }`;

  it.each([
    [{ a: true }, { product: { upc: 'a', weight: 2, costInEuro: 18 } }],
    [{ a: true, b: false }, { product: { upc: 'a', cost: 20, weight: 2 } }],
    [{ a: false }, { products: [{ upc: 'a' }, { upc: 'b' }] }],
    [{ a: false, b: false }, { products: [{}, {}] }],
  ])('%j', async (variables, data) => {
    graph = await startGraph(PRICES);
    expect(await graph.ask(query, variables)).toEqual({ status: 200, data });
    const asked = graph.subgraphs.flatMap((subgraph) => subgraph.asked.map((call) => call.query)).join('\n');
    expect(asked).not.toMatch(/@skip|@include/);
  });

  it('that leave nothing ask nobody', async () => {
    graph = await startGraph(PRICES);
    expect(await graph.ask('{ product @skip(if: true) { upc } }')).toEqual({ status: 200, data: {} });
    expect(graph.subgraphs.flatMap(({ asked }) => asked)).toEqual([]);
  });
});

describe('progressive overrides', () => {
  const MOVED = [
    {
      name: 'old',
      typeDefs: `type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! place: String }`,
      resolvers: { Query: { thing: () => ({ id: '1' }) }, Thing: { place: () => 'old' } },
    },
    {
      name: 'fresh',
      typeDefs: `type Thing @key(fields: "id") { id: ID! place: String @override(from: "old", label: "moved") }`,
      resolvers: { Thing: { __resolveReference: (thing: object) => thing, place: () => 'fresh' } },
    },
  ];

  it.each([
    [[], 'old'],
    [['moved'], 'fresh'],
    [['another'], 'old'],
  ])('with the labels %j the value comes from %s', async (overrideLabels, place) => {
    graph = await startGraph(MOVED, { overrideLabels });
    expect(await graph.ask('{ thing { place } }')).toEqual({ status: 200, data: { thing: { place } } });
  });
});
