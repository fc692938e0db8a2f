import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { graphTypes, readGraphTypes } from '../graph-types.js';
import { fieldSources, readFieldSources } from './field-sources.js';
import { placesOf } from './places.js';
import { type ProbeOutcome, unplannable } from './unplannable.js';

/** Two graphs answer each type, so that nothing is answered at once. */
const SDL = `
  directive @join__type(graph: String, key: String) repeatable on OBJECT | INTERFACE
  directive @join__field(graph: String, requires: String) repeatable on FIELD_DEFINITION
  type Query @join__type(graph: A) { animals(first: Int, of: Kind!): [Animal!] zoo: Zoo }
  type Subscription @join__type(graph: A) { born: Animal  died: Animal }
  enum Kind { LAND SEA }
  interface Animal @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") { id: ID  name: String @join__field(graph: B) }
  type Cat implements Animal @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") { id: ID  name: String @join__field(graph: B)  size: Int @join__field(graph: B) }
  type Fish implements Animal @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") { id: ID  name: String @join__field(graph: B)  size: String @join__field(graph: B) }
  type Zoo @join__type(graph: A) { name: String }`;

const NEVER = new AbortController().signal;
const OPTIONS = { maxMs: 10_000, maxProbeMs: 1000 };

/** The probes, and what was found, when a planner answers like this. */
async function tried(planner: (operation: string) => ProbeOutcome['kind'], options = OPTIONS, signal = NEVER) {
  const document = parse(SDL);
  const asked: string[] = [];
  const probe = async (operation: string): Promise<ProbeOutcome> => {
    asked.push(operation);
    const kind = planner(operation);
    return kind === 'failed' ? { kind, reason: 'GraphQLError: No\n  way.\n    at plan.js' } : { kind };
  };
  const places = placesOf(
    buildSchema(SDL),
    graphTypes(readGraphTypes(document)),
    fieldSources(readFieldSources(document)),
  );
  return { asked, ...(await unplannable(places, probe, options, signal)) };
}

it('asks each field of each place, also below type conditions, with what it needs', async () => {
  const { asked, sentences, isComplete } = await tried(() => 'planned');
  const animal =
    '__typename id name ... on Cat { id } ... on Cat { name } ... on Cat { Cat_size: size } ... on Fish { id } ... on Fish { name } ... on Fish { Fish_size: size }';
  expect(asked).toEqual([
    'query($v0: Kind!) { __typename animals(of: $v0) { __typename } zoo { __typename } }',
    'subscription { __typename }',
    'subscription { born { __typename } }',
    'subscription { died { __typename } }',
    `query($v0: Kind!) { animals(of: $v0) { ${animal} } }`,
    `subscription { born { ${animal} } }`,
    `subscription { died { ${animal} } }`,
  ]);
  expect([sentences, isComplete]).toEqual([[], true]);
});

it('tells a field once, and not again below conditions or at other places', async () => {
  const { sentences, isComplete } = await tried((operation) => (/\bname\b/.test(operation) ? 'failed' : 'planned'));
  expect([sentences, isComplete]).toEqual([['Query.animals → Animal.name cannot be planned: No way.'], true]);
});

it('tells fields that cannot be planned together, and no more of them than that takes', async () => {
  const { sentences } = await tried((operation) =>
    /animals.*Cat \{ id.*Cat \{ (Cat_)?size/.test(operation) ? 'failed' : 'planned',
  );
  expect(sentences).toEqual(['Query.animals → Cat.id, Cat.size cannot be planned together: No way.']);
});

it('asks nothing below a field that cannot be planned', async () => {
  const { asked, sentences } = await tried((operation) => (/animals/.test(operation) ? 'failed' : 'planned'));
  expect(sentences).toEqual(['Query.animals cannot be planned: No way.']);
  expect(asked.filter((operation) => /animals.*Cat/.test(operation))).toEqual([]);
});

it('stops at the first field that is planned without end, and fields that only together take long are no fault', async () => {
  const slow = await tried((operation) => (/Fish/.test(operation) ? 'endless' : 'planned'));
  expect([slow.sentences, slow.isComplete]).toEqual([
    ['Query.animals → Fish.id cannot be planned within 1 seconds.'],
    false,
  ]);
  const together = await tried((operation) => (/Cat.*Fish/.test(operation) ? 'endless' : 'planned'));
  expect([together.sentences, together.isComplete]).toEqual([[], true]);
});

it('ends when its time is over, or when the gateway stops', async () => {
  const late = await tried(() => 'planned', { ...OPTIONS, maxMs: -1 });
  const stopped = await tried(() => 'planned', OPTIONS, AbortSignal.abort());
  const nothing = { asked: [], sentences: [], isComplete: false };
  expect([late, stopped]).toEqual([nothing, nothing]);
});
