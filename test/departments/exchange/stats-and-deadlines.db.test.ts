import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announceDue } from '#kit/deadlines/watch-deadlines';
import type { Caller } from '#protocol/caller';
import { department as exchangeDepartment } from '../../../subgraphs/exchange/department.js';
import { freePort } from '../../free-port.js';
import {
  createTestKeys,
  dashboard,
  officialOf,
  partner,
  startDepartment,
  type TestDepartment,
  type TestKeys,
} from '../../subgraph.js';
import { until } from '../../until.js';
import { type SeenEvent, subscribeTo } from './feed-listener.js';
import { noteDepartment } from './note-department.js';

const stack = new AsyncDisposableStack();
let keys: TestKeys;
let notes: TestDepartment;
let exchange: TestDepartment;
beforeAll(async () => {
  keys = stack.use(await createTestKeys());
  notes = stack.use(await startDepartment(await noteDepartment(), { people: 0, keys }));
  const port = await freePort();
  const subgraphs = { 'civil-affairs': notes.subgraph.url, exchange: `http://127.0.0.1:${port}` };
  exchange = stack.use(await startDepartment(exchangeDepartment, { people: 0, keys, subgraphs, port }));
});
afterAll(() => stack.disposeAsync());

interface Stats {
  readonly total: number;
  readonly groups: readonly { readonly key: string; readonly count: number }[];
}

const write = (kind: string) =>
  notes.query('mutation ($input: WriteNoteInput!) { writeNote(input: $input) { __typename } }', {
    input: { text: 'x', kind },
  });
const stats = (caller: Caller, variables: object = {}) =>
  subscribeTo<Stats>(
    { exchange, keys, caller },
    'subscription ($groupBy: ActivityGrouping!, $filter: ActivityFilter) { activityStats(window: HOUR, groupBy: $groupBy, filter: $filter) { total groups { key count } } }',
    { groupBy: 'TYPE', ...variables },
  );

describe('rolling counts', () => {
  it('begin with what the log has and go on with what comes, together and not one by one', async () => {
    for (const kind of ['NotePublic', 'NotePublic', 'NoteDepartments']) await write(kind);
    await until('they are in the log', async () => {
      const { data } = await exchange.query('{ activityEvents { totalCount } }', {}, officialOf('civil-affairs'));
      return data.activityEvents.totalCount === 3;
    });
    using official = await stats(officialOf('youth-league'));
    using screen = await stats(dashboard);
    using byCity = await stats(dashboard, { groupBy: 'CITY' });
    await until('the first counts', () => [official, screen, byCity].every(({ events }) => events.length === 1));
    expect(official.events[0]).toEqual({
      total: 3,
      groups: [
        { key: 'NotePublic', count: 2 },
        { key: 'NoteDepartments', count: 1 },
      ],
    });
    // Nobody counts what he may not read.
    expect(screen.events[0]).toEqual({ total: 2, groups: [{ key: 'NotePublic', count: 2 }] });
    expect(byCity.events[0]?.groups).toEqual([{ key: '440100', count: 2 }]);
    await Promise.all(Array.from({ length: 40 }, () => write('NotePublic')));
    await until('the counts of all', () => screen.events.at(-1)?.total === 42);
    expect(screen.events.length).toBeLessThan(10);
    expect(official.events.at(-1)?.total).toBe(43);
    using later = await stats(dashboard, { filter: { types: ['NotePublic'] } });
    await until('the counts of one who comes later', () => later.events[0]?.total === 42);
  });
});

describe('deadlines', () => {
  it('are announced when they come near and when they have passed, each once, to whom they concern', async () => {
    const youth = officialOf('youth-league');
    const input = {
      items: ['Person.birthDate'],
      purpose: 'test',
      legalBasis: 'test',
      caseNo: '1',
      days: 30,
      idempotencyKey: crypto.randomUUID(),
    };
    const document =
      'mutation ($input: SubmitSharingRequestInput!) { submitSharingRequest(input: $input) { ... on SharingRequest { id dueOn } } }';
    const { data } = await exchange.query(document, { input }, youth);
    const { id, dueOn } = data.submitSharingRequest as { id: string; dueOn: string };
    const query = 'subscription { deadlineFeed { type subjectKey cursor id facts organization { uscc } } }';
    using feed = await subscribeTo<SeenEvent & { facts: object }>({ exchange, keys, caller: youth }, query);
    using ngo = await subscribeTo<SeenEvent>({ exchange, keys, caller: partner('52440000MJL0000000') }, query);
    const [deadline] = exchangeDepartment.deadlines ?? [];
    if (!deadline) throw new Error('the exchange has no deadlines');
    const { orm } = exchange.subgraph.running;
    const on = (days: number) => ({ orm, clock: () => new Date(Date.parse(`${dueOn}T04:00:00Z`) + days * 86_400_000) });
    expect(await announceDue(on(-30), deadline)).toBe(0);
    expect(await announceDue(on(0), deadline)).toBe(1);
    expect(await announceDue(on(0), deadline)).toBe(0);
    const together = await Promise.all([announceDue(on(1), deadline), announceDue(on(1), deadline)]);
    expect(together.toSorted()).toEqual([0, 1]);
    await until('both are announced', () => feed.events.length === 2);
    expect(feed.events).toMatchObject([
      { type: 'DeadlineNear', subjectKey: id, facts: { deadline: 'answerSharingRequest', dueOn } },
      { type: 'DeadlineMissed', subjectKey: id },
    ]);
    expect(ngo.events).toEqual([]);
  });
});
