import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeOutbox } from '#kit/feed/announce';
import { openEventStream, parseEventsUrl } from '#kit/feed/stream/event-stream';
import { department as exchangeDepartment } from '../../../subgraphs/exchange/department.js';
import { keepMonths } from '../../../subgraphs/exchange/activity/retention.js';
import { createDatabase, type TestDatabase } from '../../database.js';
import {
  createTestKeys,
  dashboard,
  officialOf,
  partner,
  startDepartment,
  type TestDepartment,
  type TestKeys,
} from '../../subgraph.js';
import { dropStream, natsMissing, natsUrl } from '../../nats.js';
import { until } from '../../until.js';
import { listenTo } from './feed-listener.js';
import { events, Note, noteDepartment } from './note-department.js';

const stack = new AsyncDisposableStack();
let keys: TestKeys;
beforeAll(async () => {
  keys = stack.use(await createTestKeys());
});
afterAll(() => stack.disposeAsync());

const WRITE = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { ... on Note { id } } }';

/** A department and an exchange that follows it, with databases that outlive them. */
class World implements AsyncDisposable {
  readonly #owned = new AsyncDisposableStack();
  notes!: TestDepartment;
  exchange!: TestDepartment;

  private constructor(
    public notesDatabase: TestDatabase,
    public exchangeDatabase: TestDatabase,
    readonly events: string | undefined,
  ) {}

  static async open(transport: Transport): Promise<World> {
    const events = transport === 'nats' ? natsUrl() : undefined;
    const world = new World(await createDatabase('civil-affairs'), await createDatabase('exchange'), events);
    world.#owned.defer(() => world.notesDatabase[Symbol.asyncDispose]());
    world.#owned.defer(() => world.exchangeDatabase[Symbol.asyncDispose]());
    await world.startNotes();
    await world.startExchange();
    return world;
  }

  async startNotes(): Promise<void> {
    const port = this.notes === undefined ? 0 : Number(new URL(this.notes.subgraph.url).port);
    const { events } = this;
    const options = { people: 0, keys, databaseUrl: this.notesDatabase.url, port, events };
    this.notes = await startDepartment(await noteDepartment(), options);
  }

  async startExchange(): Promise<void> {
    this.exchange = await startDepartment(exchangeDepartment, {
      people: 0,
      keys,
      databaseUrl: this.exchangeDatabase.url,
      events: this.events,
      subgraphs: { 'civil-affairs': this.notes.subgraph.url },
    });
  }

  async write(text: string): Promise<string> {
    const { data } = await this.notes.query(WRITE, { input: { text, kind: 'NotePublic' } });
    return data.writeNote.id as string;
  }

  /** Announces something about a note, at the end of a transaction. */
  announce(em: Parameters<typeof writeOutbox>[0], id: string, body: string): Promise<void> {
    const subject = Object.assign(new Note(), { id });
    const announcement = { subject, facts: { body } };
    return writeOutbox(em, new Date(), [{ event: events.NotePublic, announcement }]);
  }

  async log(): Promise<{ type: string; subjectKey: string; cursor: string; facts: Record<string, unknown> }[]> {
    const document = '{ activityEvents(first: 200) { edges { node { type subjectKey cursor facts } } } }';
    const { data } = await this.exchange.query(document, {}, dashboard);
    return data.activityEvents.edges.map(({ node }: { node: object }) => node);
  }

  arrived(count: number): Promise<void> {
    return until(`${count} events are in the log`, async () => (await this.log()).length === count);
  }

  async errorAfter(cursor: string, caller = dashboard) {
    const document = 'query ($after: String) { activityEvents(after: $after) { totalCount } }';
    const { errors } = await this.exchange.query(document, { after: cursor }, caller);
    return errors?.[0]?.extensions;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.exchange[Symbol.asyncDispose]();
    await this.notes[Symbol.asyncDispose]();
    if (this.events !== undefined) await dropStream(this.events);
    await this.#owned.disposeAsync();
  }
}

type Transport = 'http' | 'nats';

function cases(transport: Transport): void {
  describe('events of one subject', () => {
    it('come in the order of their changes, also of a transaction that began early and changed it late', async () => {
      await using world = await World.open(transport);
      const { orm } = world.notes.subgraph.running;
      const id = await world.write('made');
      await orm.em.fork().transactional(async (early) => {
        await early.getConnection().execute('select pg_current_xact_id()', [], 'all', early.getTransactionContext());
        await orm.em.fork().transactional((between) => world.announce(between, id, 'first'));
        await world.announce(early, id, 'second');
      });
      await world.arrived(3);
      const bodies = (await world.log()).map(({ facts }) => facts['body']);
      expect(bodies).toEqual(['made', 'first', 'second']);
    });

    it('take their numbers one after the other until the end of the transaction', async () => {
      await using world = await World.open(transport);
      const { orm } = world.notes.subgraph.running;
      const id = await world.write('made');
      const order: string[] = [];
      const written = Promise.withResolvers<void>();
      const hold = Promise.withResolvers<void>();
      const first = orm.em.fork().transactional(async (em) => {
        await world.announce(em, id, 'first');
        written.resolve();
        await hold.promise;
        order.push('first');
      });
      await written.promise;
      const second = orm.em.fork().transactional(async (em) => {
        await world.announce(em, id, 'second');
        order.push('second');
      });
      // About another subject nobody waits.
      await orm.em.fork().transactional((em) => world.announce(em, 'another', 'other'));
      hold.resolve();
      await Promise.all([first, second]);
      expect(order).toEqual(['first', 'second']);
      await world.arrived(4);
    });
  });

  describe('a department that was restored from a backup', () => {
    it('is noticed; what it has is taken over once, and the log tells what was undone', async () => {
      await using world = await World.open(transport);
      await world.write('kept');
      await world.arrived(1);
      await world.exchange[Symbol.asyncDispose]();
      await world.write('in the backup, but never followed');
      await world.notes[Symbol.asyncDispose]();
      const backup = await createDatabase('civil-affairs', { template: world.notesDatabase });
      await world.startNotes();
      await world.startExchange();
      await world.write('lost 1');
      await world.write('lost 2');
      await world.arrived(4);
      await world.notes[Symbol.asyncDispose]();

      const lost = world.notesDatabase;
      world.notesDatabase = backup;
      await world.startNotes();
      await world.write('after the backup');
      await world.arrived(6);
      const log = await world.log();
      const told = log.map(({ type, facts }) => [type, facts['body'] ?? facts['undone']]);
      expect(told.slice(0, 4)).toEqual([
        ['NotePublic', 'kept'],
        ['NotePublic', 'in the backup, but never followed'],
        ['NotePublic', 'lost 1'],
        ['NotePublic', 'lost 2'],
      ]);
      // In whichever order: the new change may come before or after the whole outbox was read again.
      expect(told.slice(4)).toEqual(
        expect.arrayContaining([
          ['NotePublic', 'after the backup'],
          ['DepartmentRestored', 2],
        ]),
      );
      await world.notes[Symbol.asyncDispose]();
      world.notesDatabase = lost;
      await backup[Symbol.asyncDispose]();
      await world.startNotes();
    });

    it('loses nothing when it comes from a cluster whose transaction ids were ahead', async () => {
      await using world = await World.open(transport);
      await world.write('one');
      await world.arrived(1);
      await world.notes[Symbol.asyncDispose]();
      const database = new pg.Client(world.notesDatabase.url);
      await database.connect();
      await database.query(`update outbox set xid = '9000000000000'`);
      await database.end();
      await world.startNotes();
      await world.write('two');
      await vi.waitFor(
        async () => expect((await world.log()).map(({ facts }) => facts['body'])).toContain('two'),
        20_000,
      );
      const bodies = (await world.log()).flatMap(({ facts }) => facts['body'] ?? []);
      expect(bodies).toEqual(['one', 'two']);
    });
  });

  describe('a cursor', () => {
    it('belongs to one caller, and a changed one is refused', async () => {
      await using world = await World.open(transport);
      await world.write('one');
      await world.arrived(1);
      const [{ cursor } = { cursor: '' }] = await world.log();
      expect(await world.errorAfter(cursor)).toBeUndefined();
      expect(await world.errorAfter(cursor, officialOf('civil-affairs'))).toMatchObject({ code: 'CURSOR_INVALID' });
      expect(await world.errorAfter(cursor, partner('91350100M000100Y43'))).toMatchObject({ code: 'CURSOR_INVALID' });
      for (let index = 0; index < cursor.length; index++) {
        const other = cursor[index] === 'A' ? 'B' : 'A';
        const changed = cursor.slice(0, index) + other + cursor.slice(index + 1);
        expect(await world.errorAfter(changed), `changed at ${index}`).toMatchObject({ code: 'CURSOR_INVALID' });
      }
      using listener = await listenTo(world.exchange, keys, dashboard, { after: `${cursor}A` });
      await vi.waitFor(() => expect(listener.errors).toMatchObject([[{ extensions: { code: 'CURSOR_INVALID' } }]]));
      expect(listener.events).toEqual([]);
    });

    it('from before the oldest event gets a gap with what is missing and a place to restart', async () => {
      await using world = await World.open(transport);
      await world.write('one');
      await world.write('two');
      await world.arrived(2);
      const [first, second] = await world.log();
      const { orm } = world.exchange.subgraph.running;
      expect(await keepMonths(orm, 400, new Date())).toEqual([]);
      expect(await keepMonths(orm, 400, new Date(Date.now() + 500 * 86_400_000))).toHaveLength(2);
      await world.write('three');
      await world.arrived(1);
      const gap = await world.errorAfter(first?.cursor ?? '');
      expect(gap).toMatchObject({ code: 'FEED_GAP', reason: 'REMOVED' });
      // Whoever has the last one that was removed misses nothing.
      expect(await world.errorAfter(second?.cursor ?? '')).toBeUndefined();
      using listener = await listenTo(world.exchange, keys, dashboard, { after: gap?.['restart'] });
      await vi.waitFor(() => expect(listener.events).toHaveLength(1), 10_000);
      using refused = await listenTo(world.exchange, keys, dashboard, { after: first?.cursor });
      await vi.waitFor(() => expect(refused.errors).toMatchObject([[{ extensions: { code: 'FEED_GAP' } }]]), 10_000);
    });

    it('of a log that was restored from a backup gets a gap, and what the departments still have comes again', async () => {
      await using world = await World.open(transport);
      await world.write('one');
      await world.arrived(1);
      await world.exchange[Symbol.asyncDispose]();
      const backup = await createDatabase('exchange', { template: world.exchangeDatabase });
      await world.startExchange();
      await world.write('two');
      await world.arrived(2);
      const [one, two] = await world.log();
      await world.exchange[Symbol.asyncDispose]();
      const lost = world.exchangeDatabase;
      world.exchangeDatabase = backup;
      await world.startExchange();
      await world.write('three');
      await world.arrived(3);
      expect((await world.log()).map(({ facts }) => facts['body'])).toEqual(['one', 'two', 'three']);
      expect(await world.errorAfter(one?.cursor ?? '')).toBeUndefined();
      const gap = await world.errorAfter(two?.cursor ?? '');
      expect(gap).toMatchObject({ code: 'FEED_GAP', reason: 'RESTORED' });
      expect(await world.errorAfter(String(gap?.['restart']))).toBeUndefined();
      await world.exchange[Symbol.asyncDispose]();
      world.exchangeDatabase = lost;
      await backup[Symbol.asyncDispose]();
      await world.startExchange();
    });
  });
}

describe('over http', () => {
  cases('http');
});

// With the reason in its name, where there is no server.
describe.skipIf(natsMissing !== undefined)(`over nats ${natsMissing ?? ''}`, () => {
  cases('nats');
});

describe('the log', () => {
  it('keeps its order in time when the clock is put back', async () => {
    await using world = await World.open('http');
    await world.write('one');
    await world.arrived(1);
    const database = new pg.Client(world.exchangeDatabase.url);
    await database.connect();
    await database.query(`update activity_log set head_at = now() + interval '2 days'`);
    await world.write('two');
    await world.arrived(2);
    const { rows } = await database.query(
      'select recorded_at > now() as is_later from activity_event order by position',
    );
    await database.end();
    expect(rows).toEqual([{ is_later: false }, { is_later: true }]);
  });
});

describe.skipIf(natsMissing !== undefined)(`an event stream ${natsMissing ?? ''}`, () => {
  it('that was deleted is made and filled again; nothing is lost and nothing comes twice', async () => {
    await using world = await World.open('nats');
    await world.write('one');
    await world.arrived(1);
    await world.exchange[Symbol.asyncDispose]();
    await world.write('two');
    await dropStream(world.events ?? '');
    await world.write('three');
    await world.startExchange();
    await world.arrived(3);
    const bodies = (await world.log()).map(({ facts }) => facts['body']);
    expect(bodies).toEqual(['one', 'two', 'three']);
  });

  it('that has dropped what the exchange did not see is filled up over HTTP', async () => {
    await using world = await World.open('nats');
    await world.write('one');
    await world.arrived(1);
    await world.exchange[Symbol.asyncDispose]();
    await world.write('two');
    await streamHas(world, 2);
    const config = parseEventsUrl(world.events ?? '', 14);
    if (!config) throw new Error('there is no stream');
    await using stream = await openEventStream(config);
    await stream.manager.streams.purge(stream.name);
    await world.write('three');
    await streamHas(world, 3);
    await world.startExchange();
    await world.arrived(3);
    const bodies = (await world.log()).map(({ facts }) => facts['body']);
    expect(bodies).toEqual(['one', 'two', 'three']);
  });

  it('takes pages apart that do not fit into a message', async () => {
    await using world = await World.open('nats');
    const { orm } = world.notes.subgraph.running;
    const body = 'x'.repeat(10_000);
    await orm.em.fork().transactional((em) =>
      writeOutbox(
        em,
        new Date(),
        Array.from({ length: 180 }, (_, number) => ({
          event: events.NotePublic,
          announcement: { subject: Object.assign(new Note(), { id: `n${number}` }), facts: { body, number } },
        })),
      ),
    );
    await world.arrived(180);
    const numbers = (await world.log()).map(({ facts }) => facts['number']);
    expect(numbers).toEqual(Array.from({ length: 180 }, (_, number) => number));
  });

  it('takes messages that are no pages for what they are', async () => {
    await using world = await World.open('nats');
    const config = parseEventsUrl(world.events ?? '', 14);
    if (!config) throw new Error('there is no stream');
    await using stream = await openEventStream(config);
    await world.write('one');
    await world.arrived(1);
    await stream.js.publish(stream.subjectOf('charity-federation'), 'nonsense');
    await stream.js.publish(stream.subjectOf('nobody'), '{}');
    await world.write('two');
    await world.arrived(2);
    expect((await world.log()).map(({ facts }) => facts['body'])).toEqual(['one', 'two']);
  });
});

/** Waits until so many messages were published, purged ones too. */
async function streamHas(world: World, messages: number): Promise<void> {
  const config = parseEventsUrl(world.events ?? '', 14);
  if (!config) throw new Error('there is no stream');
  await using stream = await openEventStream(config);
  await until(`${messages} pages are published`, async () => {
    return (await stream.manager.streams.info(stream.name)).state.last_seq >= messages;
  });
}
