import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readCostRules } from '../supergraph/cost-rules.js';
import { Costs } from './cost.js';

const SDL = `
  directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  type Query {
    name: String
    one: Node
    plain: [Node]
    few: [Node] @listSize(assumedSize: 3)
    page(first: Int = 20, last: Int): Page @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges"], requireOneSlicingArgument: false)
    found(text: String @cost(weight: "7")): [Found] @listSize(assumedSize: 2)
    dear: Int @cost(weight: "50")
  }
  type Page { edges: [Edge] total: Int @cost(weight: "5") }
  type Edge { node: Node cursor: String }
  type Node implements Found { id: ID next: Node page(first: Int! = 20): Page @listSize(slicingArguments: ["first"], sizedFields: ["edges"]) }
  type Heavy implements Found @cost(weight: "9") { id: ID }
  interface Found { id: ID }`;
const costs = new Costs(buildSchema(SDL), readCostRules(parse(SDL)), { maxCost: 1000, assumedListSize: 10 });
const estimate = (query: string, variables = {}) =>
  costs.estimate({ document: parse(query), operationName: undefined, variables });

it('works out a fragment once for all who spread it', () => {
  const levels = 200;
  const fragments = Array.from({ length: levels }, (_, index) => {
    const inner = index === levels - 1 ? 'node { id }' : `...F${index + 1}`;
    return `fragment F${index} on Edge { ${index < 20 ? `${inner} ${inner}` : inner} }`;
  });
  const spread = (variables: Record<string, unknown>) =>
    estimate(`query($n: Int) { page(first: $n) { edges { ...F0 } } } ${fragments.join(' ')}`, variables);
  // A page, two edges, and in each of them the node as often as it is written out.
  expect(spread({ n: 2 })).toBe(1 + 2 * (1 + 2 ** 20));
  expect(spread({ n: 3 })).toBe(1 + 3 * (1 + 2 ** 20));
});

describe('what an operation may cost', () => {
  it.each([
    ['scalars cost nothing', '{ name __typename }', 0],
    ['an object costs one', '{ one { id } }', 1],
    ['with what is in it', '{ one { next { next { id } } } }', 3],
    ['a list of which nothing is said is taken to be ten', '{ plain { id next { id } } }', 20],
    ['one with an assumed size is that long', '{ few { id } }', 3],
    ['a page is as long as its argument', '{ page(first: 5) { edges { node { id } } } }', 11],
    ['or as its default', '{ page { edges { node { id } } } }', 41],
    ['or as the largest of them', '{ page(first: 5, last: 7) { edges { node { id } } } }', 15],
    [
      'pages in pages are multiplied',
      '{ page(first: 5) { edges { node { page(first: 4) { edges { node { id } } } } } } }',
      56,
    ],
    ['a field has a weight of its own', '{ dear page(first: 1) { total } }', 56],
    ['so has an argument that is given', '{ found(text: "x") { id } }', 9],
    [
      'of several types the most costly counts',
      '{ few { id } found { ... on Heavy { id } ... on Node { next { id } } } }',
      7,
    ],
    [
      'fragments count wherever they are spread',
      'query { one { ...F } few { ...F } } fragment F on Node { next { id } }',
      8,
    ],
    ['an alias is another field', '{ a: one { id } b: one { id } }', 2],
    ['a field under a condition counts', '{ one @skip(if: true) { id } }', 1],
    [
      'a page in a fragment is as long as its argument',
      '{ page(first: 5) { ...P } } fragment P on Page { edges { node { id } } }',
      11,
    ],
  ])('%s', (_, query, cost) => {
    expect(estimate(query)).toBe(cost);
  });

  it('depends on variables, and on their defaults', () => {
    const query = 'query ($n: Int = 3) { page(first: $n) { edges { node { id } } } }';
    expect([estimate(query), estimate(query, { n: 100 }), estimate(query, { n: null })]).toEqual([7, 201, 41]);
  });

  it('is refused above the limit, with both numbers', () => {
    const operation = {
      document: parse(
        'query ($n: Int) { page(first: $n) { edges { node { page(first: $n) { edges { cursor } } } } } }',
      ),
      operationName: undefined,
      requestId: 'r',
    };
    expect(costs.check({ ...operation, variables: { n: 10 } } as never)).toBeUndefined();
    expect(costs.check({ ...operation, variables: { n: 1_000_000 } } as never)?.extensions).toMatchObject({
      code: 'TOO_COSTLY',
      limit: 1000,
      estimated: 1e12,
      reference: 'r',
    });
  });

  it('counts no list longer than one in a graph that says nothing of its lists', () => {
    const sdl = 'type Query { all: [Node] } type Node { id: ID friends: [Node] }';
    const unsaid = new Costs(buildSchema(sdl), readCostRules(parse(sdl)), { maxCost: 1000, assumedListSize: 10 });
    const document = parse('{ all { friends { friends { friends { id } } } } }');
    expect(unsaid.estimate({ document, operationName: undefined, variables: {} })).toBe(4);
  });
});
