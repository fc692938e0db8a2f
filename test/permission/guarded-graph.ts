import { EventEmitter, on } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { OUTSIDE_AUDIENCE } from '#protocol/outside-token';
import { type RunningGraph, startGraph } from '../gateway/any-graph.js';
import { temporaryFolder } from '../gateway/toy-gateway.js';

const PEOPLE = `
  type Query {
    people: [Person!]!
    strict: Strict
    anything: [Anything]!
    named: [Named!]!
    badge: Badge
    diary: Diary
    deep: [[Person!]!]!
    forScope: String @requiresScopes(scopes: [["read", "all"], ["admin"]])
  }
  type Mutation { touch: Int! secretTouch: Int @policy(policies: [["touching"]]) }
  type Subscription { pulse: Person! secretPulse: Person @policy(policies: [["pulse"]]) }
  type Person implements Named @key(fields: "id") {
    id: ID!
    name: String!
    phone: String @policy(policies: [["phone"]])
    birthday: String @authenticated
    weight: Int @policy(policies: [["health"]])
    friend: Person
    mood: Mood
    stamp: Stamp
  }
  type Robot implements Named @key(fields: "id") { id: ID! name: String! phone: String }
  interface Named { id: ID! name: String! phone: String }
  type Diary @authenticated { text: String! owner: Person }
  type Strict { open: String! secret: String! @policy(policies: [["strict"]]) }
  type Badge { number: Int! }
  union Anything = Person | Robot | Diary
  enum Mood @requiresScopes(scopes: [["moods"]]) { GOOD BAD }
  scalar Stamp @policy(policies: [["stamps"], ["phone"]])
`;

const HEALTH = `
  type Person @key(fields: "id") {
    id: ID!
    weight: Int @external
    fitness: Int @requires(fields: "weight") @policy(policies: [["health"]])
    steps: Int @policy(policies: [["steps"]]) @shareable
  }
`;

const WATCH = `
  type Person @key(fields: "id") { id: ID! steps: Int @shareable @authenticated }
`;

export interface GuardedGraph extends RunningGraph {
  token(claims: {
    readonly scope?: string;
    readonly policies?: readonly string[];
    readonly exp?: string;
  }): Promise<string>;
  pulse(): void;
  /** How often the guarded mutation ran. */
  readonly touched: number;
}

/** A graph with access directives of every kind, for callers with tokens of its own issuer. */
export async function startGuardedGraph(): Promise<GuardedGraph> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const file = join(folder.path, 'issuer.json');
  await writeFile(file, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'EdDSA' }] }));
  const person = {
    __typename: 'Person',
    id: 'p1',
    name: 'An',
    phone: '199',
    birthday: '2000',
    weight: 70,
    mood: 'GOOD',
    stamp: 's',
  };
  const robot = { __typename: 'Robot', id: 'r1', name: 'Unit', phone: '000' };
  const diary = { __typename: 'Diary', text: 'dear diary', owner: person };
  const type = { __resolveType: (value: { __typename: string }) => value.__typename };
  const pulses = new EventEmitter();
  let touched = 0;
  const graph = stack.use(
    await startGraph(
      [
        {
          name: 'people',
          typeDefs: PEOPLE,
          resolvers: {
            Query: {
              people: () => [{ ...person, friend: person }],
              strict: () => ({ open: 'o', secret: 's' }),
              anything: () => [person, robot, diary],
              named: () => [person, robot],
              badge: () => ({ number: 7 }),
              diary: () => diary,
              deep: () => [[person]],
              forScope: () => 'scoped',
            },
            Mutation: { touch: () => 1, secretTouch: () => ++touched },
            Subscription: {
              pulse: { subscribe: () => on(pulses, 'pulse'), resolve: () => person },
              secretPulse: { subscribe: () => on(pulses, 'pulse'), resolve: () => person },
            },
            Person: { __resolveReference: () => person },
            Robot: { __resolveReference: () => robot },
            Named: type,
            Anything: type,
          },
        },
        {
          name: 'health',
          typeDefs: HEALTH,
          resolvers: {
            Person: { fitness: ({ weight }: { weight: number }) => 100 - weight, steps: () => 9000 },
          },
        },
        { name: 'watch', typeDefs: WATCH, resolvers: { Person: { steps: () => 9000 } } },
      ],
      {},
      [{ issuer: 'test', keys: { file } }],
    ),
  );
  const owned = stack.move();
  return {
    ...graph,
    get touched() {
      return touched;
    },
    pulse: () => void pulses.emit('pulse', {}),
    token: ({ exp = '5m', ...claims }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid: 'k' })
        .setIssuer('test')
        .setAudience(OUTSIDE_AUDIENCE)
        .setSubject('somebody')
        .setExpirationTime(exp)
        .sign(privateKey),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
