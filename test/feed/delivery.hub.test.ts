import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Department } from '#kit/department';
import type { EntityClass } from '#kit/publishing/entity-class';
import { projectRoot } from '#lib/project-root';
import { envSuffix } from '#protocol/departments';
import { FundraisingCampaign } from '../../subgraphs/charity-federation/campaigns/campaign.entity.js';
import { department as charity } from '../../subgraphs/charity-federation/department.js';
import { department as affairs } from '../../subgraphs/civil-affairs/department.js';
import { ResidentNeed } from '../../subgraphs/civil-affairs/needs/resident-need.entity.js';
import { department as office } from '../../subgraphs/civilization-office/department.js';
import { ActionItem } from '../../subgraphs/civilization-office/conferences/action-item.entity.js';
import { VolunteerActivity } from '../../subgraphs/youth-league/activities/volunteer-activity.entity.js';
import { department as league } from '../../subgraphs/youth-league/department.js';
import { type RunningHub, startHub } from '../hub.js';
import { type OwnNats, natsSockets, startNats } from '../nats.js';
import { until } from '../until.js';
import { isFor, readOutboxes, type TestFilter, type TrueEvent } from './expected.js';
import { Faults } from './faults.js';
import { Listener, type ListenerSpec } from './listener.js';
import { type SecondSite, startSecondSite } from './second-site.js';
import { Writer } from './writers.js';

/** How long changes are made while things break (s). */
const SECONDS = Number(process.env['FEED_SECONDS'] ?? 45);
const SEED = Number(process.env['FEED_SEED'] ?? Date.now() % 1_000_000_000);
const QUIET_MS = 30_000;
const SETTLE_MS = 240_000;
/** Gateways ask for schemas every 10 s, and a department that was just killed has to be up first. */
const SCHEMA_MS = 60_000;
const ORGANIZATIONS = ['91350100M000100Y43', '52440000MJL0000000'];
const PEOPLE = ['P000000000000000000000000000', 'P000000000000000000000000001'] as const;
const CHANGING: readonly (readonly [Department, EntityClass])[] = [
  [affairs, ResidentNeed],
  [league, VolunteerActivity],
  [office, ActionItem],
  [charity, FundraisingCampaign],
];

/** Whoever may listen with each filter, over both transports, with fields of other departments and without. */
function specs(): ListenerSpec[] {
  const people = [
    ...CHANGING.map(([{ name }]) => `department:${name}`),
    ...ORGANIZATIONS.map((uscc) => `partner:${uscc}`),
    'dashboard:wall',
    `person:${PEOPLE[0]}`,
  ];
  const filters: TestFilter[] = [
    {},
    { department: 'civil-affairs' },
    { types: Object.keys(league.events).slice(0, 4) },
    { within: '440100' },
    { organization: ORGANIZATIONS[0] as string },
    { project: 'project-1', audience: 'public' },
    { subjectType: 'ActionItem', subjectKey: 'thing-3' },
  ];
  // Others may not ask what concerns a person.
  const ofPerson: readonly TestFilter[] = [{ person: PEOPLE[0] }];
  return people.flatMap((as, person) =>
    [...filters, ...(/^(department|person):/.test(as) ? ofPerson : [])].map((filter, index) => ({
      as,
      filter,
      transport: (person + index) % 5 === 0 ? ('sse' as const) : ('ws' as const),
      isEnriched: (person + index) % 3 === 0,
    })),
  );
}

interface Site {
  readonly hub: RunningHub;
  readonly second: SecondSite;
  /** Over which events travel; undefined: over HTTP. */
  readonly nats: OwnNats | undefined;
  /** File that says how far the processes' clock is off. */
  readonly clock: string;
}

async function deliver({ hub, second, nats, clock }: Site, seconds: number): Promise<void> {
  const databases = new Map(
    CHANGING.map(([{ name }]) => [name as string, hub.databases[`DATABASE_URL_${envSuffix(name)}`] ?? '']),
  );
  const before = new Set((await readOutboxes(databases)).map(({ id }) => id));
  const listeners: Listener[] = [];
  for (const spec of specs()) {
    const { data } = await hub.query('{ activityCursor }', {}, spec.as);
    const token = await hub.token(spec.as);
    // With each connection the other one of the two gateways.
    let connections = listeners.length;
    const url = () => (connections++ % 2 === 0 ? hub.url : second.url);
    listeners.push(new Listener(spec, { url, token, after: data.activityCursor as string }));
  }
  await using stack = new AsyncDisposableStack();
  stack.defer(() => listeners.forEach((listener) => listener.stop()));
  const writers = CHANGING.map(([department, entity], index) =>
    stack.use(
      new Writer({
        department,
        databaseUrl: databases.get(department.name) ?? '',
        entity,
        seed: SEED + index,
        lanes: 6,
        pauseMs: 85,
        organizations: ORGANIZATIONS,
        people: PEOPLE,
      }),
    ),
  );
  for (const writer of writers) await writer.start();
  for (const { url } of nats ? [hub, second] : []) {
    await until('the gateway listens over NATS', async () => (await natsSockets(url)) > 0);
  }
  const faults = new Faults({ hub, second, nats, clock }, listeners, SEED);
  faults.start();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  await faults.stop();
  for (const writer of writers) await writer.stop();

  const truth = (await readOutboxes(databases)).filter(({ id }) => !before.has(id));
  const expected = listeners.map(({ spec }) => truth.filter((event) => isFor(spec.as, spec.filter, event)));
  await settle(listeners, expected);
  const positions = await readPositions(hub);
  const report = { lost: 0, repeated: 0, forbidden: 0, outOfOrder: 0, ended: 0 };
  for (const [index, listener] of listeners.entries()) compare(listener, expected[index] ?? [], positions, report);
  for (const [index, { spec, seen }] of listeners.entries()) {
    const missing = (expected[index]?.length ?? 0) - seen.length;
    if (missing !== 0) process.stdout.write(`${missing} fewer than expected: ${JSON.stringify(spec)}\n`);
  }
  const committed = writers.reduce((sum, writer) => sum + writer.committed, 0);
  const delivered = listeners.reduce((sum, { seen }) => sum + seen.length, 0);
  const interruptions = listeners.reduce((sum, listener) => sum + listener.interruptions, 0);
  process.stdout.write(
    `${truth.length} events (${(committed / seconds).toFixed(0)} changes/s, ${writers.reduce((sum, { rolledBack }) => sum + rolledBack, 0)} undone), ` +
      `${listeners.length} listeners, ${delivered} delivered, ${interruptions} interruptions; ` +
      `faults: ${[...faults.counts].map(([what, count]) => `${count} ${what}`).join(', ')}; ${JSON.stringify(report)}\n`,
  );
  const { version } = second.schema;
  expect(version).toBeGreaterThan(0);
  await until(
    'the second gateway has gone over to the last schema',
    async () => {
      // It may just be starting again.
      const asked = askSecond(second, hub, `{ __type(name: "Version${version}") { kind } }`);
      return Boolean((await asked.catch(() => undefined))?.['__type']);
    },
    SCHEMA_MS,
  );
  expect(listeners.flatMap(({ ends }) => ends)).toEqual([]);
  expect(report).toEqual({ lost: 0, repeated: 0, forbidden: 0, outOfOrder: 0, ended: 0 });
  expect(delivered).toBeGreaterThan(0);
  expect(interruptions).toBeGreaterThan(0);
}

const TITLE = 'every listener gets exactly what is for it, once and in order, while everything breaks';
const nats = await startNats();
afterAll(() => nats?.[Symbol.asyncDispose]());

describe.each([
  { transport: 'http', seconds: SECONDS },
  { transport: 'nats', seconds: Math.max(15, SECONDS / 3) },
])('over $transport', ({ transport, seconds }) => {
  const isOverNats = transport === 'nats';
  let hub: RunningHub;
  let second: SecondSite;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'liandong-clock-'));
    const env = {
      NODE_OPTIONS: `--import ${pathToFileURL(join(projectRoot(), 'dist', 'test', 'feed', 'stepped-clock.js')).href}`,
      STEPPED_CLOCK: join(folder, 'clock'),
      ...(isOverNats && nats && { HUB_EVENTS: nats.url }),
    };
    hub = await startHub({ people: 0, env });
    second = await startSecondSite(hub, env);
  });
  afterAll(async () => {
    await second[Symbol.asyncDispose]();
    await hub[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it.skipIf(isOverNats && !nats)(
    `${TITLE} (seed ${SEED}, ${seconds} s${isOverNats && !nats ? ', no nats-server here' : ''})`,
    async () => {
      await deliver({ hub, second, nats: isOverNats ? nats : undefined, clock: join(folder, 'clock') }, seconds);
      expect(hub.url).not.toBe(second.url);
    },
    seconds * 2000 + SETTLE_MS + 60_000,
  );
});

/** Until all have what is for them, or nothing comes any more: who is only slow has lost nothing. */
async function settle(listeners: readonly Listener[], expected: readonly (readonly TrueEvent[])[]): Promise<void> {
  const count = () => listeners.reduce((sum, { seen }) => sum + seen.length, 0);
  for (let before = -1; before !== count();) {
    before = count();
    await until(
      'all events have come',
      () => listeners.every(({ seen }, index) => seen.length >= (expected[index]?.length ?? 0)),
      QUIET_MS,
    ).catch(() => undefined);
  }
}

async function askSecond({ url }: SecondSite, hub: RunningHub, query: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await hub.token('department:civil-affairs')}`,
    },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: Record<string, unknown> }).data;
}

/** Where the log has each event. */
async function readPositions(hub: RunningHub): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: hub.databases['DATABASE_URL_EXCHANGE'] });
  await client.connect();
  const { rows } = await client.query<{ id: string; position: string }>('select id, position from activity_event');
  await client.end();
  return new Map(rows.map(({ id, position }) => [id, Number(position)]));
}

function compare(
  { seen, ends }: Listener,
  expected: readonly TrueEvent[],
  positions: ReadonlyMap<string, number>,
  report: { lost: number; repeated: number; forbidden: number; outOfOrder: number; ended: number },
): void {
  const wanted = new Set(expected.map(({ id }) => id));
  const got = new Set(seen.map(({ id }) => id));
  report.lost += expected.filter(({ id }) => !got.has(id)).length;
  report.repeated += seen.length - got.size;
  report.forbidden += seen.filter(({ id }) => !wanted.has(id)).length;
  report.ended += ends.length;
  let last = 0;
  const versions = new Map<string, number>();
  for (const { id, department, subjectKey, facts } of seen) {
    const position = positions.get(id) ?? 0;
    const subject = `${department}:${subjectKey}`;
    const version = facts.version ?? 0;
    if (position <= last || version <= (versions.get(subject) ?? 0)) {
      report.outOfOrder += 1;
    }
    last = position;
    versions.set(subject, version);
  }
}
