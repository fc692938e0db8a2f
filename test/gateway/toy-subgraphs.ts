import { EventEmitter, on } from 'node:events';
import { shippingCost, type World } from './toy-world.js';
import { serveToySubgraph, type ToySubgraph, type ToySubgraphOptions } from './toy-subgraph.js';

export interface Toys extends AsyncDisposable {
  readonly people: ToySubgraph;
  readonly shop: ToySubgraph;
  readonly shipping: ToySubgraph;
  /** Tells the listeners of `itemSold`; answers how many there were. */
  sell(sale: { readonly id: string; readonly item: string; readonly buyer: string | null }): boolean;
  /** Listeners of `itemSold` in the shop now. */
  listeners(): number;
}

/** Three subgraphs over one world: people own persons, the shop items and carts, shipping costs and parcels. */
export async function serveToys(
  world: World,
  check?: (subgraph: string) => ToySubgraphOptions['check'],
): Promise<Toys> {
  const sales = new EventEmitter();
  const reference = ({ id }: { id: string }) => world.person({ id });
  const people = await serveToySubgraph({
    name: 'people',
    typeDefs: PEOPLE,
    check: check?.('people'),
    resolvers: {
      Query: {
        person: (_: unknown, args: { id: string }) => world.person(args),
        strictPerson: (_: unknown, args: { id: string }) => world.person(args),
        people: (_: unknown, args: { ids?: string[] }) => world.people(args),
        search: (_: unknown, args: { text: string }) => world.search(args),
        fails: () => {
          throw new Error('the password is swordfish');
        },
      },
      Mutation: { renamePerson: (_: unknown, args: { id: string; name: string }) => world.renamePerson(args) },
      Person: { __resolveReference: reference },
      Team: { __resolveReference: ({ id }: { id: string }) => world.team(id) },
    },
  });
  const shop = await serveToySubgraph({
    name: 'shop',
    typeDefs: SHOP,
    check: check?.('shop'),
    resolvers: {
      Query: {
        item: (_: unknown, args: { id: string }) => world.item(args),
        items: (_: unknown, args: { kind?: string }) => world.items(args),
      },
      Mutation: { addToCart: (_: unknown, args: { person: string; item: string }) => world.addToCart(args) },
      Person: { __resolveReference: reference },
      Book: { __resolveReference: ({ id }: { id: string }) => world.item({ id }) },
      Tool: { __resolveReference: ({ id }: { id: string }) => world.item({ id }) },
      Subscription: {
        itemSold: {
          subscribe: () => on(sales, 'sold'),
          resolve: ([sale]: [unknown]) => sale,
        },
      },
      Sale: {
        item: (sale: { item: string }) => world.item({ id: sale.item }),
        buyer: (sale: { buyer: string | null }) => (sale.buyer === null ? null : world.person({ id: sale.buyer })),
      },
    },
  });
  const shipping = await serveToySubgraph({
    name: 'shipping',
    typeDefs: SHIPPING,
    check: check?.('shipping'),
    resolvers: {
      Book: {
        shippingCost: (book: { weight?: number }, args: { express?: boolean }) => shippingCost(book.weight, args),
      },
      Tool: {
        shippingCost: (tool: { weight?: number }, args: { express?: boolean }) => shippingCost(tool.weight, args),
      },
      Person: { __resolveReference: reference },
    },
  });
  return {
    people,
    shop,
    shipping,
    sell: (sale) => sales.emit('sold', sale),
    listeners: () => sales.listenerCount('sold'),
    async [Symbol.asyncDispose]() {
      await Promise.all([people, shop, shipping].map((subgraph) => subgraph[Symbol.asyncDispose]()));
    },
  };
}

const PEOPLE = `
  type Query {
    person(id: ID!): Person
    strictPerson(id: ID!): Person!
    people(ids: [ID!]): [Person!]!
    search(text: String!): [Found!]!
    fails: String
  }
  type Mutation { renamePerson(id: ID!, name: String!): Person! }
  interface Named { name: String! }
  type Person implements Named @key(fields: "id") {
    id: ID!
    name: String!
    age: Int
    friends(first: Int = 2): [Person!]!
    address: Address!
  }
  type Address { city: String! zip: String }
  type Team implements Named @key(fields: "id") { id: ID! name: String! lead: Person }
  union Found = Person | Team
`;

const SHOP = `
  type Query { item(id: ID!): Item items(kind: Kind): [Item!]! }
  type Mutation { addToCart(person: ID!, item: ID!): Person! }
  type Subscription { itemSold(id: ID): Sale! }
  enum Kind { BOOK TOOL }
  interface Item { id: ID! title: String! weight: Float }
  type Book implements Item @key(fields: "id") { id: ID! title: String! weight: Float pages: Int! author: Person }
  type Tool implements Item @key(fields: "id") { id: ID! title: String! weight: Float maker: Team! }
  type Team @key(fields: "id", resolvable: false) { id: ID! }
  type Person @key(fields: "id") { id: ID! cart: [Item!]! favourite: Item }
  type Sale { id: ID! item: Item! buyer: Person }
`;

const SHIPPING = `
  type Book @key(fields: "id") { id: ID! weight: Float @external shippingCost(express: Boolean = false): Float @requires(fields: "weight") }
  type Tool @key(fields: "id") { id: ID! weight: Float @external shippingCost(express: Boolean = false): Float @requires(fields: "weight") }
  type Person @key(fields: "id") { id: ID! parcels: [Parcel!]! doorCode: String! }
  type Parcel { id: ID! note: String to: Person! }
`;
