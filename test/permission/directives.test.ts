import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type GuardedGraph, startGuardedGraph } from './guarded-graph.js';

let graph: GuardedGraph;
beforeAll(async () => {
  graph = await startGuardedGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

type Claims = Parameters<GuardedGraph['token']>[0];

async function ask(query: string, claims?: Claims) {
  for (const subgraph of graph.subgraphs) subgraph.asked.length = 0;
  const headers = claims ? { authorization: `Bearer ${await graph.token(claims)}` } : {};
  const answer = await graph.ask(query, {}, headers);
  const asked = graph.subgraphs.flatMap((subgraph) => subgraph.asked.map(({ query: text }) => text)).join('\n');
  const denied = (answer.errors ?? []).map(({ path = [], extensions }) => {
    expect(extensions['code']).toBe('DENIED');
    return `${path.join('.')} ${String(extensions['field'])}`;
  });
  return { data: answer.data, asked, denied, errors: answer.errors };
}

interface Case {
  readonly what: string;
  readonly query: string;
  readonly claims?: Claims;
  readonly data: unknown;
  readonly denied?: readonly string[];
  /** Must not stand in what any subgraph is asked. */
  readonly never?: RegExp;
}

const CASES: readonly Case[] = [
  {
    what: 'a field without a directive is for everyone',
    query: '{ people { name } }',
    data: { people: [{ name: 'An' }] },
  },
  {
    what: '@authenticated needs a token',
    query: '{ people { name birthday } }',
    data: { people: [{ name: 'An', birthday: null }] },
    denied: ['people.@.birthday Person.birthday'],
    never: /birthday/,
  },
  {
    what: '@authenticated is met by any token',
    query: '{ people { birthday } }',
    claims: {},
    data: { people: [{ birthday: '2000' }] },
  },
  {
    what: 'a list of scopes must be had in full',
    query: '{ forScope }',
    claims: { scope: 'read' },
    data: { forScope: null },
    denied: ['forScope Query.forScope'],
    never: /./,
  },
  {
    what: 'all scopes of one list are enough',
    query: '{ forScope }',
    claims: { scope: 'all read' },
    data: { forScope: 'scoped' },
  },
  {
    what: 'one of several lists of scopes is enough',
    query: '{ forScope }',
    claims: { scope: 'admin' },
    data: { forScope: 'scoped' },
  },
  {
    what: 'a policy that is not had',
    query: '{ people { phone } }',
    claims: { policies: ['other'] },
    data: { people: [{ phone: null }] },
    denied: ['people.@.phone Person.phone'],
    never: /phone/,
  },
  {
    what: 'a policy that is had',
    query: '{ people { phone } }',
    claims: { policies: ['phone'] },
    data: { people: [{ phone: '199' }] },
  },
  {
    what: 'aliases and fragments do not go around it',
    query: '{ people { a: phone ...F ... on Person { friend { b: phone } } } } fragment F on Person { c: phone name }',
    claims: {},
    data: { people: [{ a: null, c: null, name: 'An', friend: { b: null } }] },
    denied: ['people.@.a Person.phone', 'people.@.c Person.phone', 'people.@.friend.b Person.phone'],
    never: /phone/,
  },
  {
    what: 'lists in lists have an @ each',
    query: '{ deep { phone } }',
    claims: {},
    data: { deep: [[{ phone: null }]] },
    denied: ['deep.@.@.phone Person.phone'],
  },
  {
    what: 'a denied value that may not be null takes what is around it',
    query: '{ strict { open secret } badge { number } }',
    claims: {},
    data: { strict: null, badge: { number: 7 } },
    denied: ['strict.secret Strict.secret'],
    never: /secret/,
  },
  {
    what: 'a required field is not asked for the sake of a denied one',
    query: '{ people { fitness } }',
    claims: {},
    data: { people: [{ fitness: null }] },
    denied: ['people.@.fitness Person.fitness'],
    never: /weight|fitness/,
  },
  {
    what: 'and is asked when both are permitted',
    query: '{ people { fitness } }',
    claims: { policies: ['health'] },
    data: { people: [{ fitness: 30 }] },
  },
  {
    what: 'what two subgraphs ask for is asked together',
    query: '{ people { steps } }',
    claims: {},
    data: { people: [{ steps: null }] },
    denied: ['people.@.steps Person.steps'],
    never: /steps/,
  },
  {
    what: 'a type counts for the fields that answer it',
    query: '{ diary { text } people { name } }',
    data: { diary: null, people: [{ name: 'An' }] },
    denied: ['diary Query.diary'],
    never: /diary|text/,
  },
  {
    what: 'a type counts in a fragment on a member of a union',
    query: '{ anything { __typename ... on Robot { name } ... on Diary { text } } }',
    data: { anything: [{ __typename: 'Person' }, { __typename: 'Robot', name: 'Unit' }, null] },
    denied: ['anything.@.text Diary.text'],
    never: /text/,
  },
  {
    what: 'a field of an interface asks what all members ask',
    query: '{ named { name phone } }',
    claims: {},
    data: {
      named: [
        { name: 'An', phone: null },
        { name: 'Unit', phone: null },
      ],
    },
    denied: ['named.@.phone Named.phone'],
    never: /phone/,
  },
  {
    what: 'through a fragment on a member, only what that one asks',
    query: '{ named { name ... on Robot { phone } ... on Person { phone } } }',
    claims: {},
    data: {
      named: [
        { name: 'An', phone: null },
        { name: 'Unit', phone: '000' },
      ],
    },
    denied: ['named.@.phone Person.phone'],
  },
  {
    what: 'the same field asked in both ways is answered where it is permitted',
    query: '{ named { phone ... on Robot { phone } } }',
    claims: {},
    data: { named: [{ phone: null }, { phone: '000' }] },
    denied: ['named.@.phone Named.phone'],
  },
  {
    what: 'an enum counts for the fields that answer it',
    query: '{ people { mood } }',
    claims: { scope: 'read' },
    data: { people: [{ mood: null }] },
    denied: ['people.@.mood Person.mood'],
    never: /mood/,
  },
  {
    what: 'a scalar too, with policies of which one is enough',
    query: '{ people { stamp } }',
    claims: { policies: ['phone'] },
    data: { people: [{ stamp: 's' }] },
  },
  {
    what: 'a skipped field is not denied',
    query: '{ people { name phone @skip(if: true) } }',
    claims: {},
    data: { people: [{ name: 'An' }] },
  },
];

describe('access directives', () => {
  it.each(CASES)('$what', async ({ query, claims, data, denied = [], never }) => {
    const answer = await ask(query, claims);
    expect(answer.data).toEqual(data);
    expect(answer.denied).toEqual(denied);
    if (never) expect(answer.asked).not.toMatch(never);
  });

  it('says which rules were not met and how to meet them', async () => {
    const { errors } = await ask('{ people { stamp } forScope }', {});
    expect(errors?.map(({ message, extensions }) => ({ message, ...extensions }))).toEqual([
      {
        message: 'A rule of the graph does not permit this field to the caller.',
        code: 'DENIED',
        field: 'Person.stamp',
        rules: ['@policy(policies: [["stamps"],["phone"]])'],
        apply: ['Ask the owner of the data for stamps, or phone.'],
      },
      {
        message: 'A rule of the graph does not permit this field to the caller.',
        code: 'DENIED',
        field: 'Query.forScope',
        rules: ['@requiresScopes(scopes: [["read","all"],["admin"]])'],
        apply: ['Ask the issuer of your token for the scope read and all, or admin.'],
      },
    ]);
  });

  it('does not run a denied mutation, and runs the others', async () => {
    const before = graph.touched;
    expect(await ask('mutation { touch secretTouch }', {})).toMatchObject({
      data: { touch: 1, secretTouch: null },
      denied: ['secretTouch Mutation.secretTouch'],
    });
    expect(graph.touched).toBe(before);
    expect((await ask('mutation { secretTouch }', { policies: ['touching'] })).data).toEqual({
      secretTouch: before + 1,
    });
  });

  it('refuses a token that is no good, instead of taking it for none', async () => {
    const answer = await graph.ask('{ badge { number } }', {}, { authorization: 'Bearer a.b.c' });
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('keeps the plans of callers with different rights apart', async () => {
    const query = '{ people { name phone steps } }';
    const clear = { name: 'An', phone: '199', steps: 9000 };
    for (let round = 0; round < 2; round++) {
      expect((await ask(query, { policies: ['phone', 'steps'] })).data).toEqual({ people: [clear] });
      expect((await ask(query, {})).data).toEqual({ people: [{ ...clear, phone: null, steps: null }] });
      expect((await ask(query, { policies: ['steps'] })).data).toEqual({ people: [{ ...clear, phone: null }] });
    }
  });
});

describe('introspection', () => {
  const fieldsOf = async (type: string, claims?: Claims) => {
    const { data } = await ask(`{ __type(name: "${type}") { fields { name } } }`, claims);
    return (data as { __type: { fields: { name: string }[] } | null }).__type?.fields.map(({ name }) => name);
  };

  it('shows what the caller may use', async () => {
    expect(await fieldsOf('Person')).toEqual(['id', 'name', 'friend']);
    expect(await fieldsOf('Person', { scope: 'moods', policies: ['phone'] })).toEqual(
      expect.arrayContaining(['phone', 'birthday', 'mood', 'stamp']),
    );
    expect(await fieldsOf('Named', {})).toEqual(['id', 'name']);
  });

  it('shows no more by fragments', async () => {
    const query = '{ __type(name: "Person") { ...T } } fragment T on __Type { fields { name } }';
    const { data } = await ask(query);
    expect(data).toEqual({ __type: { fields: [{ name: 'id' }, { name: 'name' }, { name: 'friend' }] } });
  });

  it('hides types that nothing leads to', async () => {
    expect(await fieldsOf('Diary')).toBeUndefined();
    expect(await fieldsOf('Diary', {})).toEqual(['text', 'owner']);
    const { data } = await ask('{ __schema { types { name } } }');
    const names = (data as { __schema: { types: { name: string }[] } }).__schema.types.map(({ name }) => name);
    expect(names).toContain('Person');
    expect(names).not.toContain('Mood');
    expect(names).not.toContain('Stamp');
  });
});

describe('subscriptions', () => {
  async function first(query: string, claims: Claims): Promise<unknown> {
    const token = await graph.token(claims);
    const client = createClient({
      url: `${graph.gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    const events = client.iterate({ query });
    const next = events.next().catch((error: unknown) => ({ done: true, value: error }));
    const timer = setInterval(() => graph.pulse(), 20);
    try {
      const { value } = await next;
      return JSON.parse(JSON.stringify(value));
    } finally {
      clearInterval(timer);
      await client.dispose();
    }
  }

  it('leave out denied fields, also those of other subgraphs', async () => {
    for (const subgraph of graph.subgraphs) subgraph.asked.length = 0;
    const event = await first('subscription { pulse { name phone fitness steps } }', { policies: ['steps'] });
    expect(event).toMatchObject({ data: { pulse: { name: 'An', phone: null, fitness: null, steps: 9000 } } });
    expect((event as { errors: { path: string[] }[] }).errors.map(({ path }) => path.join('.'))).toEqual([
      'pulse.phone',
      'pulse.fitness',
    ]);
    expect(JSON.stringify(graph.subgraphs.flatMap(({ asked }) => asked))).not.toMatch(/phone|weight|fitness/);
  });

  it('do not begin when the root field is denied', async () => {
    expect(await first('subscription { secretPulse { name } }', {})).toMatchObject({
      errors: [{ path: ['secretPulse'], extensions: { code: 'DENIED', field: 'Subscription.secretPulse' } }],
    });
    expect(await first('subscription { secretPulse { name } }', { policies: ['pulse'] })).toMatchObject({
      data: { secretPulse: { name: 'An' } },
    });
  });
});
