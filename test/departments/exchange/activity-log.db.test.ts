import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Caller } from '#protocol/caller';
import { department as exchangeDepartment } from '../../../subgraphs/exchange/department.js';
import { createDatabase } from '../../database.js';
import {
  type Answer,
  createTestKeys,
  dashboard,
  officialOf,
  partner,
  startDepartment,
  type TestDepartment,
  type TestKeys,
} from '../../subgraph.js';
import { listenTo } from './feed-listener.js';
import { noteDepartment } from './note-department.js';

const stack = new AsyncDisposableStack();
let keys: TestKeys;
let notes: TestDepartment;
let exchange: TestDepartment;

beforeAll(async () => {
  keys = stack.use(await createTestKeys());
  notes = stack.use(await startDepartment(await noteDepartment(), { people: 0, keys }));
  const subgraphs = { 'civil-affairs': notes.subgraph.url, exchange: 'http://127.0.0.1:1' };
  exchange = stack.use(await startDepartment(exchangeDepartment, { people: 0, keys, subgraphs }));
});
afterAll(() => stack.disposeAsync());

const WRITE = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { __typename } }';
const write = (text: string, kind = 'NotePublic') => notes.query(WRITE, { input: { text, kind } });

const total = async (of = exchange, caller: Caller = officialOf('civil-affairs')) =>
  (await of.query('{ activityEvents { totalCount } }', {}, caller)).data.activityEvents.totalCount as number;

const arrived = (count: number, of = exchange) =>
  vi.waitFor(async () => expect(await total(of)).toBe(count), { timeout: 20_000, interval: 50 });

async function readAll(of = exchange): Promise<{ id: string; subjectKey: string; cursor: string }[]> {
  const events: { id: string; subjectKey: string; cursor: string }[] = [];
  let after: string | null = null;
  for (;;) {
    const { data }: Answer = await of.query(
      'query ($after: String) { activityEvents(first: 50, after: $after) { edges { cursor node { id subjectKey cursor } } pageInfo { hasNextPage endCursor } } }',
      { after },
      officialOf('civil-affairs'),
    );
    const page = data.activityEvents;
    for (const { node } of page.edges) events.push(node);
    if (!page.pageInfo.hasNextPage) return events;
    after = page.pageInfo.endCursor;
  }
}

const follow = (caller: Caller, variables: Record<string, unknown>) => listenTo(exchange, keys, caller, variables);

describe('the activity log', () => {
  it('takes over every event once, in one order, and again nothing after a restart from the beginning', async () => {
    const before = await total();
    await Promise.all(Array.from({ length: 60 }, (_, index) => write(`n${index}`)));
    await arrived(before + 60);
    const events = await readAll();
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);

    const database = new pg.Client(exchange.databaseUrl);
    await database.connect();
    await database.query('update outbox_position set cursor = null, last_id = null');
    const subgraphs = { 'civil-affairs': notes.subgraph.url };
    await using second = await startDepartment(exchangeDepartment, {
      people: 0,
      keys,
      subgraphs,
      databaseUrl: exchange.databaseUrl,
    });
    await write('after the restart');
    await arrived(before + 61, second);
    expect((await readAll(second)).slice(0, -1)).toEqual(events);
    await database.end();
  });

  it('loses nothing when a transaction commits late', async () => {
    const before = await total();
    const slow = new pg.Client(notes.databaseUrl);
    await slow.connect();
    await slow.query('begin');
    await slow.query(
      `insert into outbox (id, type, subject_type, subject_key, occurred_at, audience, facts)
       values (gen_random_uuid(), 'NotePublic', 'Note', 'slow', now(), 'public', '{}')`,
    );
    await write('overtakes');
    // The later one is held back until the earlier transaction is decided.
    const { data } = await exchange.query('{ hubStatus { department connected } }');
    expect(data.hubStatus).toContainEqual({ department: 'civil-affairs', connected: true });
    await slow.query('commit');
    await slow.end();
    await arrived(before + 2);
    expect((await readAll()).map(({ subjectKey }) => subjectKey)).toContain('slow');
  });

  it('shows an event to its audience only', async () => {
    const filter = { types: ['NoteDepartments', 'NoteOwner'] };
    const seen = async (caller: Caller) => {
      const query =
        'query ($filter: ActivityFilter) { activityEvents(filter: $filter) { totalCount edges { node { type } } } }';
      const { data } = await exchange.query(query, { filter }, caller);
      expect(data.activityEvents.totalCount).toBe(data.activityEvents.edges.length);
      return data.activityEvents.edges.map(({ node }: { node: { type: string } }) => node.type).toSorted();
    };
    await write('d', 'NoteDepartments');
    await write('o', 'NoteOwner');
    await vi.waitFor(
      async () => expect(await seen(officialOf('civil-affairs'))).toEqual(['NoteDepartments', 'NoteOwner']),
      10_000,
    );
    expect(await seen(officialOf('youth-league'))).toEqual(['NoteDepartments']);
    expect(await seen(partner('91350100M000100Y43'))).toEqual(['NoteDepartments']);
    expect(await seen(partner('52440000MJL0000000'))).toEqual([]);
    expect(await seen(dashboard)).toEqual([]);
  });

  it('refuses a cursor that is none', async () => {
    const { errors } = await exchange.query('{ activityEvents(after: "nonsense") { totalCount } }');
    expect(errors?.[0]?.extensions?.['code']).toBe('CURSOR_INVALID');
  });
});

describe('the feed', () => {
  it('goes from backfill to live without gap or repeat while writers write', async () => {
    const known = await total();
    await write('last before the feed');
    await arrived(known + 1);
    const start = (await readAll()).at(-1)?.cursor;
    const before = known + 1;
    const writing = (async () => {
      for (let round = 0; round < 25; round++)
        await Promise.all(Array.from({ length: 20 }, (_, n) => write(`${round}-${n}`)));
    })();
    await arrivedAtLeast(before + 100);
    using fromCursor = await follow(officialOf('civil-affairs'), { after: start });
    using fromNow = await follow(dashboard, {});
    await writing;
    await arrived(before + 500);
    const expected = (await readAll()).slice(-500).map(({ id }) => id);
    await vi.waitFor(() => expect(fromCursor.events.length).toBeGreaterThanOrEqual(500), { timeout: 20_000 });
    expect(fromCursor.events.map(({ id }) => id)).toEqual(expected);
    const live = fromNow.events.map(({ id }) => id);
    await vi.waitFor(() => expect(fromNow.events.at(-1)?.id).toBe(expected.at(-1)), { timeout: 20_000 });
    expect(fromNow.events.map(({ id }) => id)).toEqual(expected.slice(-fromNow.events.length));
    expect(live.length).toBeLessThanOrEqual(500);
  });

  it('delivers to each listener only what its filter and audience select', async () => {
    using owner = await follow(officialOf('civil-affairs'), { filter: { types: ['NoteOwner'] } });
    using other = await follow(dashboard, { filter: { types: ['NoteOwner', 'NotePublic'], within: '440000' } });
    using elsewhere = await follow(dashboard, { filter: { within: '220000' } });
    await vi.waitFor(
      async () => {
        await write('secret', 'NoteOwner');
        await write('open');
        expect(owner.events.length).toBeGreaterThan(0);
        expect(other.events.length).toBeGreaterThan(0);
      },
      { timeout: 20_000, interval: 300 },
    );
    expect(new Set(owner.events.map(({ type }) => type))).toEqual(new Set(['NoteOwner']));
    expect(new Set(other.events.map(({ type }) => type))).toEqual(new Set(['NotePublic']));
    expect(elsewhere.events).toEqual([]);
  });

  it('ends a quiet stream at once and lets the subgraph stop', async () => {
    const subgraphs = { 'civil-affairs': notes.subgraph.url };
    const database = await createDatabase('exchange');
    const quiet = await startDepartment(exchangeDepartment, { people: 0, keys, subgraphs, databaseUrl: database.url });
    const listener = await listenTo(quiet, keys, dashboard, { filter: { types: ['Never'] } });
    listener.stop();
    listener[Symbol.dispose]();
    await quiet[Symbol.asyncDispose]();
    expect(listener.events).toEqual([]);
    expect(listener.errors).toEqual([]);
    await database[Symbol.asyncDispose]();
  });

  it('catches up when a department was down', async () => {
    await using database = await createDatabase('civil-affairs');
    const department = await noteDepartment();
    const first = await startDepartment(department, { people: 0, keys, databaseUrl: database.url });
    const port = Number(new URL(first.subgraph.url).port);
    await using follower = await startDepartment(exchangeDepartment, {
      people: 0,
      keys,
      subgraphs: { 'civil-affairs': first.subgraph.url },
    });
    const input = { text: 'x', kind: 'NotePublic' };
    await first.query(WRITE, { input });
    await arrived(1, follower);
    await first[Symbol.asyncDispose]();
    const connected = async () => (await follower.query('{ hubStatus { connected } }')).data.hubStatus[0].connected;
    await vi.waitFor(async () => expect(await connected()).toBe(false), { timeout: 20_000 });
    await using second = await startDepartment(department, { people: 0, keys, databaseUrl: database.url, port });
    await second.query(WRITE, { input });
    await arrived(2, follower);
  });
});

async function arrivedAtLeast(count: number) {
  await vi.waitFor(async () => expect(await total()).toBeGreaterThanOrEqual(count), { timeout: 20_000, interval: 20 });
}
