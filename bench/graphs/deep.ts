import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { BenchGraph } from './bench-graph.js';

/**
 * A graph and a query in the shape of the public federation benchmark: four subgraphs, entities that are mentioned again
 * and again, 16 calls in the stock plan, an answer of about 80 kB.
 */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@external", "@requires", "@provides"])\n`;

const TYPES: Readonly<Record<string, string>> = {
  accounts: `
    type Query { users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable }`,
  inventory: `
    type Product @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }`,
  products: `
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `
    type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
    type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
};

const QUERY = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  query TestQuery {
    users { ...User reviews { ...Review product { ...Product reviews { ...Review author {
      ...User reviews { ...Review product { ...Product } } } } } } }
    topProducts { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
  }`;

const users = Array.from({ length: 6 }, (_, n) => ({ id: `u${n}`, name: `User Name ${n}`, username: `user${n}` }));
const products = Array.from({ length: 9 }, (_, n) => ({
  upc: `p${n}`,
  name: `Product ${n} of many`,
  price: 899 * n,
  weight: 100 * n,
  inStock: n % 2 === 0,
}));
const reviews = Array.from({ length: 24 }, (_, n) => ({
  id: `r${n}`,
  body: `A review text that is long enough to be real, number ${n}`,
  author: { id: `u${n % 6}`, username: `user${n % 6}` },
  product: { upc: `p${(n * 5) % 9}` },
}));

type Keys = { readonly id: string; readonly upc: string; readonly price: number; readonly weight: number };
const product = ({ upc }: Keys) => products.find((each) => each.upc === upc);

const RESOLVERS = {
  accounts: {
    Query: { users: () => users },
    User: { __resolveReference: ({ id }: Keys) => users.find((each) => each.id === id) },
  },
  inventory: {
    Product: {
      __resolveReference: (keys: Keys) => ({ ...product(keys), ...keys }),
      shippingEstimate: ({ price, weight }: Keys) => (price > 1000 ? 0 : Math.trunc(weight / 2)),
    },
  },
  products: {
    Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
    Product: { __resolveReference: product },
  },
  reviews: {
    Review: { __resolveReference: ({ id }: Keys) => reviews.find((each) => each.id === id) },
    User: {
      __resolveReference: ({ id }: Keys) => ({ id }),
      reviews: ({ id }: Keys) => reviews.filter(({ author }) => author.id === id),
    },
    Product: {
      __resolveReference: ({ upc }: Keys) => ({ upc }),
      reviews: ({ upc }: Keys) => reviews.filter((each) => each.product.upc === upc),
    },
  },
};

const sdl = Object.fromEntries(Object.entries(TYPES).map(([name, types]) => [name, LINK + types]));

export const deep: BenchGraph = {
  query: QUERY,
  sdl,
  schemaOf(name) {
    const resolvers = RESOLVERS[name as keyof typeof RESOLVERS];
    return buildSubgraphSchema([{ typeDefs: parse(sdl[name] ?? ''), resolvers: resolvers as never }]);
  },
};
