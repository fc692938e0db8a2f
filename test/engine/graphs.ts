import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../gateway/project-folder.js';

/** Subgraphs by name, as SDL. */
export type Graph = Readonly<Record<string, string>>;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [
  "@key" "@requires" "@provides" "@external" "@shareable" "@override" "@inaccessible" "@interfaceObject" "@tag" "@composeDirective" "@context" "@fromContext"
])\n`;

function graph(subgraphs: Graph): Graph {
  return Object.fromEntries(Object.entries(subgraphs).map(([name, sdl]) => [name, LINK + sdl]));
}

/** Several keys, composite and nested ones, a list in a key, keys that only some subgraphs can resolve. */
const keys = graph({
  people: `
    type Query { person(id: ID!): Person people: [Person!]! staff: [Person] desk: Desk }
    type Person @key(fields: "id") @key(fields: "email") { id: ID! email: String! name: String manager: Person reports: [Person!] }
    type Desk @key(fields: "room { building number } seat") { room: Room! seat: Int! owner: Person }
    type Room @shareable { building: String! number: Int! }`,
  rooms: `
    type Query { rooms: [Desk!]! anyone: Person }
    type Desk @key(fields: "room { building number } seat") { room: Room! seat: Int! height: Float lamp: Lamp! }
    type Room @shareable { building: String! number: Int! }
    type Lamp @key(fields: "codes") { codes: [String!]! watts: Int }
    type Person @key(fields: "email") { email: String! desk: Desk desks(first: Int = 2): [Desk!]! }`,
  lamps: `
    type Query { lamps: [Lamp] }
    type Lamp @key(fields: "codes") { codes: [String!]! colour: String maker: Maker }
    type Maker @key(fields: "id", resolvable: false) { id: ID! }
    type Person @key(fields: "id") { id: ID! favourite: Lamp lampsOfAll: [[Lamp!]] }`,
  makers: `
    type Query { makers: [Maker!] }
    type Maker @key(fields: "id") @key(fields: "id country { code }") { id: ID! country: Country name: String founder: Person }
    type Country { code: ID! title: String }
    type Person @key(fields: "id", resolvable: false) { id: ID! }`,
});

/** Fields that need others: nested, in chains, with arguments, the same with different arguments. */
const requires = graph({
  catalogue: `
    type Query { product(id: ID!): Product products: [Product!]! box: Box }
    type Product @key(fields: "id") {
      id: ID! title: String price(currency: String = "CNY"): Int weight: Float
      size(unit: Unit! = MM): Size parts: [Part!]! maker: Maker related: [Product]
    }
    type Size { width: Int height: Int }
    type Part @key(fields: "id") { id: ID! mass: Int }
    type Maker @key(fields: "id") { id: ID! home: String }
    type Box { inside: Product insides: [Product!]! label: String }
    enum Unit { MM CM }`,
  shipping: `
    type Query { shipped: [Product] }
    type Product @key(fields: "id") {
      id: ID! weight: Float @external
      price(currency: String = "CNY"): Int @external
      size(unit: Unit! = MM): Size @external
      maker: Maker @external
      cost: Int @requires(fields: "weight price(currency: \\"USD\\")")
      costInEuro: Int @requires(fields: "price(currency: \\"EUR\\")")
      volume: Int @requires(fields: "size(unit: CM) { width height }")
      flat: Boolean @requires(fields: "size(unit: MM) { height }")
      route(express: Boolean = false): Route @requires(fields: "maker { id home }")
      parts: [Part!]! @external
      heavy: Boolean @requires(fields: "parts { mass }")
    }
    type Size @external { width: Int height: Int }
    type Part @key(fields: "id") { id: ID! mass: Int @external }
    type Maker @key(fields: "id") { id: ID! home: String @external }
    type Route { days: Int to: Maker }
    enum Unit { MM CM }`,
  billing: `
    type Query { billed(first: Int): [Product!] }
    type Product @key(fields: "id") {
      id: ID! cost: Int @external route(express: Boolean = false): Route @external title: String @external
      total: Int @requires(fields: "cost")
      days: Int @requires(fields: "route { days }")
      slogan: String @requires(fields: "title")
      invoice: Invoice! @requires(fields: "cost title")
    }
    type Route @external { days: Int }
    type Invoice { sum: Int of: Product }`,
});

/** Interfaces and unions that subgraphs know in part, with shared values and provided fields. */
const abstract = graph({
  library: `
    type Query { media: [Media!]! medium(id: ID!): Media shelf: [Item] favourite: Found search(text: String): [Found!]! }
    interface Media { id: ID! title: String }
    interface Item { id: ID! label: String }
    type Book implements Media & Item @key(fields: "id") { id: ID! title: String label: String pages: Int author: Author @provides(fields: "name") place: Place @shareable }
    type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int cast: [Author!] }
    type Author @key(fields: "id") { id: ID! name: String @external works: [Media!] }
    type Place @shareable { shelf: Int room: Room }
    type Room @shareable { name: String }
    union Found = Book | Author`,
  authors: `
    type Query { authors: [Author!]! everyone: [Being] }
    interface Being { name: String }
    type Author implements Being @key(fields: "id") { id: ID! name: String @shareable born: Int likes: Liked }
    type Robot implements Being @key(fields: "id") { id: ID! name: String model: String owner: Author }
    type Book @key(fields: "id") { id: ID! isbn: String place: Place @shareable }
    type Place @shareable { shelf: Int row: String room: Room }
    type Room @shareable { name: String colour: String }
    union Liked = Book | Robot`,
  reviews: `
    type Query { latest: [Reviewed!]! }
    type Book implements Item @key(fields: "id") { id: ID! label: String @shareable stars: Int reviews(first: Int = 1): [Review!] }
    type Film @key(fields: "id") { id: ID! stars: Int reviews(first: Int = 1): [Review!] }
    interface Item { id: ID! label: String }
    type Toy implements Item @key(fields: "id") { id: ID! label: String age: Int }
    type Review { text: String of: Reviewed by: Author }
    type Author @key(fields: "id", resolvable: false) { id: ID! }
    union Reviewed = Book | Film`,
});
const abstractFixed: Graph = {
  ...abstract,
  library: (abstract['library'] ?? '').replace('label: String pages', 'label: String @shareable pages'),
};

/** Interfaces that are entities, and subgraphs that know them as objects. */
const interfaceObjects = graph({
  media: `
    type Query { media: [Media!]! medium(id: ID!): Media books: [Book!] }
    interface Media @key(fields: "id") { id: ID! title: String kind: String }
    interface Told { title: String }
    type Book implements Media & Told @key(fields: "id") { id: ID! title: String kind: String pages: Int sequel: Media }
    type Film implements Media & Told @key(fields: "id") { id: ID! title: String kind: String minutes: Int }
    type Song implements Media @key(fields: "id") { id: ID! title: String kind: String singer: String }`,
  reviews: `
    type Query { best: Media all: [Media!]! reviews: [Review!]! }
    type Media @interfaceObject @key(fields: "id") { id: ID! stars: Int reviews(first: Int = 1): [Review!]! twin: Media }
    type Review { text: String about: Media }`,
  licences: `
    type Query { licensed(year: Int): [Media] }
    type Media @interfaceObject @key(fields: "id") { id: ID! title: String @external licence: Licence fee: Int @requires(fields: "title") }
    type Licence @key(fields: "id") { id: ID! covers: [Media!] }`,
  holders: `
    type Query { holders: [Licence!] }
    type Licence @key(fields: "id") { id: ID! holder: String }
    type Book @key(fields: "id") { id: ID! copies: Int }`,
});

/** Values that several subgraphs share, fields that moved, names that clients do not see, inputs and enums that differ. */
const shared = graph({
  a: `
    type Query { thing(by: Selector, level: Level): Thing things(by: [Selector!], tags: [String]): [Thing!]! both: Both @shareable when: Moment }
    type Mutation { change(by: Selector!): Thing reset: Boolean! }
    type Thing @key(fields: "id") { id: ID! name: String moved: String secret: String @inaccessible level: Level box: Box @shareable }
    type Box @shareable { width: Int inner: Inner! list: [Inner] }
    type Inner @shareable { depth: Int }
    type Both @shareable { one: Int two: Two }
    type Two @shareable { left: String }
    input Selector { id: ID level: Level deep: Selector }
    enum Level { LOW HIGH }
    scalar Moment`,
  b: `
    type Query { thingB(by: Selector): Thing both: Both @shareable }
    type Mutation { rename(name: String!): Thing }
    type Thing @key(fields: "id") { id: ID! moved: String @override(from: "a") constructor: String toString: [String!] box: Box @shareable other: Thing late: String @override(from: "c", label: "percent(0)") }
    type Box @shareable { width: Int height: Int inner: Inner! list: [Inner] }
    type Inner @shareable { depth: Int colour: String }
    type Both @shareable { one: Int three: Float two: Two }
    type Two @shareable { left: String right: String }
    input Selector { id: ID level: Level extra: String }
    enum Level { LOW HIGH }
    scalar Moment`,
  c: `
    type Query { grouped: [[Thing!]!] matrix: [[Int]] times: [Moment!] }
    type Thing @key(fields: "id") { id: ID! late: String valueOf: Int __x: Int grid(rows: Int! = 2): [[Thing]] level2: Level3 at: Moment }
    enum Level3 { ONE TWO THREE }
    scalar Moment`,
});
const sharedFixed: Graph = Object.fromEntries(
  Object.entries(shared).map(([name, sdl]) => [
    name,
    sdl.replace(' __x: Int', '').replace('@override(from: "a") constructor', '@override(from: "a") constructor'),
  ]),
);

/** Nothing may be null, so that one null takes much with it. */
const strict = graph({
  a: `
    type Query { root: Root! roots: [Root!]! maybe: Root list: [Root!] }
    type Root @key(fields: "id") { id: ID! value: Int! child: Child! children: [Child!]! option: Child }
    type Child { text: String! parent: Root! }`,
  b: `
    type Root @key(fields: "id") { id: ID! extra: String! more: [More!]! side: Side }
    type More @key(fields: "id") { id: ID! }
    type Side { root: Root! flag: Boolean! }`,
  c: `
    type Query { mores: [More!] }
    type More @key(fields: "id") { id: ID! label: String! root: Root! }
    type Root @key(fields: "id") { id: ID! deep: Deep! }
    type Deep { numbers: [Int!]! roots: [Root]! }`,
});

/** One entity that many subgraphs share out among them, reachable by different keys. */
const mashup = graph({
  a: `
    type Query { a: [A!]! one(pick: ID): A }
    type A @key(fields: "id") @key(fields: "composite { one two }") { id: ID! composite: Composite! name: String b: [B!] }
    type Composite @shareable { one: ID! two: ID! }
    type B @key(fields: "id") { id: ID! }`,
  b: `
    type Query { b: B }
    type B @key(fields: "id") { id: ID! a: A @provides(fields: "name") nameOfB: String }
    type A @key(fields: "composite { one }") @key(fields: "id") { id: ID! composite: Composite! name: String @external }
    type Composite @shareable { one: ID! three: ID }`,
  c: `
    type Query { c: [A] }
    type A @key(fields: "composite { one two }") { composite: Composite! upper: String @requires(fields: "name") name: String @external c: C }
    type Composite @shareable { one: ID! two: ID! }
    type C { a: A b: B deep: [C!] }
    type B @key(fields: "id", resolvable: false) { id: ID! }`,
});
const mashupFixed: Graph = Object.fromEntries(
  Object.entries(mashup).map(([name, sdl]) => [
    name,
    name === 'a' ? sdl.replace('name: String b', 'name: String @shareable b') : sdl,
  ]),
);

/** Arguments that come from above: from one level and several, from two types, through entities of other subgraphs. */
const contexts = graph({
  shops: `
    type Query { shop: Shop shops: [Shop!]! market: Market }
    type Shop @key(fields: "id") @context(name: "place") { id: ID! currency: String items: [Item!]! featured: Item }
    type Market @key(fields: "id") @context(name: "place") { id: ID! currency: String shop: Shop stands: [Stand!] }
    type Stand { item: Item }
    type Item @key(fields: "id") {
      id: ID! price(of: Int, currency: String @fromContext(field: "$place { currency }")): Int
      label(currency: String @fromContext(field: "$place { currency }")): String! similar: [Item!]
    }`,
  stock: `
    type Query { stocked: Int }
    type Item @key(fields: "id") { id: ID! stock: Int best: Shop }
    type Shop @key(fields: "id") { id: ID! open: Boolean }`,
});

/** Unions and enums of which each subgraph knows a part; fields provided within unions and interfaces. */
const partial = graph({
  a: `
    type Query { found: [Found!]! feed: [Media] @provides(fields: "... on Book { title }") shared: Found @shareable state: State! @shareable nodes: [Node!] }
    union Found = Book | Movie
    union Media = Book | Movie
    enum State { OPEN CLOSED }
    interface Node { id: ID! }
    type Book implements Node @key(fields: "id") { id: ID! title: String @external }
    type Movie implements Node @key(fields: "id") { id: ID! next: Found state: State @shareable }`,
  b: `
    type Query { searched: [Found] shared: Found @shareable state: State! @shareable }
    union Found = Book | Song
    enum State { OPEN MOVED }
    type Book @key(fields: "id") { id: ID! title: String @shareable about: [Found!] author: Author }
    type Song @key(fields: "id") { id: ID! title: String of: Book }
    type Author { book: Book name: String }
    type Movie @key(fields: "id") { id: ID! state: State @shareable titles: [[String!]] }`,
  c: `
    type Query { labelled: [Labelled!]! }
    interface Labelled { title: String }
    type Song implements Labelled @key(fields: "id") { id: ID! title: String @shareable length: Float }
    type Tune implements Labelled { title: String notes: [[Int!]!] song: Song }`,
});
const partialFixed: Graph = {
  ...partial,
  b: (partial['b'] ?? '').replace(
    '{ id: ID! title: String of: Book }',
    '{ id: ID! title: String @shareable of: Book }',
  ),
};

/** An entity interface that one subgraph only refers to, and interface objects that require fields of others. */
const references = graph({
  a: `
    type Query { nodes: [Node!]! node: Node }
    interface Node @key(fields: "id") { id: ID! name: String size(unit: String = "m"): Int }
    type Tree implements Node @key(fields: "id") { id: ID! name: String size(unit: String = "m"): Int rings: [Ring!] }
    type Stone implements Node @key(fields: "id") { id: ID! name: String size(unit: String = "m"): Int hard: Boolean }
    type Ring { year: Int of: Node }`,
  b: `
    type Query { refs: [Node!] ref: Ref }
    type Node @interfaceObject @key(fields: "id", resolvable: false) { id: ID! }
    type Ref @key(fields: "id") { id: ID! to: Node others: [[Node!]!] }`,
  c: `
    type Query { weighed: [Node] }
    type Node @interfaceObject @key(fields: "id") {
      id: ID! size(unit: String = "m"): Int @external weight: Int @requires(fields: "size(unit: \\"cm\\")") near: [Node!] age: Int
    }`,
  d: `
    type Query { priced: Int }
    type Node @interfaceObject @key(fields: "id") { id: ID! age: Int @external price(rate: Int): Float @requires(fields: "age") }
    type Ref @key(fields: "id") { id: ID! note: String }`,
});

/**
 * It composes, and nobody can plan `Node.price`: a subgraph that knows an interface as an object requires a field of another such
 * subgraph, which requires one itself.
 */
export const unplannable: Graph = {
  ...references,
  d: (references['d'] ?? '').replace('age: Int @external', 'weight: Int @external').replace('"age"', '"weight"'),
};

/** Our own: the committed schemas of the hub's subgraphs, for callers who may see everything. */
function hub(): Graph {
  const folder = join(projectFolder(), 'schema');
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql') && !/^(api|supergraph)\./.test(name));
  return Object.fromEntries(
    names.map((name) => {
      const sdl = readFileSync(join(folder, name), 'utf8');
      return [name.replace('.graphql', ''), sdl.replaceAll(/ @policy\(policies: [^)]*\)/g, '')];
    }),
  );
}

export const GRAPHS = {
  keys: () => keys,
  references: () => references,
  requires: () => requires,
  abstract: () => abstractFixed,
  'interface objects': () => interfaceObjects,
  shared: () => sharedFixed,
  strict: () => strict,
  mashup: () => mashupFixed,
  contexts: () => contexts,
  partial: () => partialFixed,
  hub,
} satisfies Readonly<Record<string, () => Graph>>;

export type GraphName = keyof typeof GRAPHS;

/** Each graph by its name. */
export const GRAPH_ENTRIES = Object.entries(GRAPHS) as readonly [GraphName, () => Graph][];
