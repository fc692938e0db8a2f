import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVE_LOCK } from '../../subgraphs/exchange/following/while-active.js';
import { type RunningHub, startHub } from '../hub.js';
import { until } from '../until.js';
import { type SecondSite, startSecondSite } from './second-site.js';

let hub: RunningHub;
let second: SecondSite;
beforeAll(async () => {
  hub = await startHub({ people: 100 });
  second = await startSecondSite(hub);
});
afterAll(async () => {
  await second[Symbol.asyncDispose]();
  await hub[Symbol.asyncDispose]();
});

const AS = 'department:civil-affairs';
const FILE = 'mutation ($input: FileNeedInput!) { fileNeed(input: $input) { ... on ResidentNeed { id } } }';

async function ask(url: string, query: string, variables: object = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await hub.token(AS)}` },
    body: JSON.stringify({ query, variables }),
  });
  // oxlint-disable-next-line typescript/no-explicit-any
  return (await response.json()) as { data: any };
}

async function fileNeed(): Promise<string> {
  const { data } = await ask(second.url, '{ communities(first: 1) { edges { node { id } } } }');
  const communityId = data.communities.edges[0].node.id as string;
  const input = { communityId, group: 'YOUTH', category: 'x', description: 'y' };
  const filed = await ask(second.url, FILE, { input });
  return filed.data.fileNeed.id as string;
}

async function isInFeed(url: string, key: string, after: string): Promise<boolean> {
  const query =
    'query ($after: String) { activityEvents(first: 100, after: $after) { edges { node { subjectKey cursor } } } }';
  const { data } = await ask(url, query, { after });
  return (
    data?.activityEvents?.edges.some(({ node }: { node: { subjectKey: string } }) => node.subjectKey === key) === true
  );
}

/** How long a change needs to be in the feed of the second gateway (ms). */
async function delay(after: string): Promise<number> {
  const id = await fileNeed();
  const began = performance.now();
  await until('the change is in the feed', () => isInFeed(second.url, id, after));
  return performance.now() - began;
}

describe('two exchanges on one database', () => {
  it('serve one feed: a place from one gateway holds at the other', async () => {
    const { data } = await ask(hub.url, '{ activityCursor }');
    const after = data.activityCursor as string;
    const id = await fileNeed();
    await until('the first has it', () => isInFeed(hub.url, id, after));
    expect(await isInFeed(second.url, id, after)).toBe(true);
  });

  it('both know how the departments are followed', async () => {
    const connected = async (url: string) =>
      (await ask(url, '{ hubStatus { connected } }')).data.hubStatus.map(
        (each: { connected: boolean }) => each.connected,
      );
    const all = JSON.stringify([true, true, true, true]);
    for (const { url } of [hub, second]) {
      await until('all are connected', async () => JSON.stringify(await connected(url)) === all);
    }
    expect(await connected(second.url)).toEqual([true, true, true, true]);
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)('the other one takes over when the active one gets %s', async (signal) => {
    // The second one was killed at the end of the case before.
    await until('the second site serves', async () => {
      return (await ask(second.url, '{ activityCursor }')).data?.activityCursor !== undefined;
    });
    const { data } = await ask(second.url, '{ activityCursor }');
    // The first one was started first, and is active.
    hub.signal('exchange', signal);
    const first = await delay(data.activityCursor as string);
    process.stdout.write(`in the feed again ${Math.round(first)} ms after ${signal}\n`);
    if (signal === 'SIGSTOP') hub.signal('exchange', 'SIGCONT');
    await hub.serving('exchange');
    const { data: later } = await ask(hub.url, '{ activityCursor }');
    await delay(later.activityCursor as string);
    // So that the next case finds the first one active again.
    second.signal('exchange', 'SIGKILL');
    await until('the first one is active', async () => {
      const logs = await hub.logs();
      return logs.split('took over from another exchange').length > (signal === 'SIGKILL' ? 2 : 3);
    });
    expect(first).toBeLessThan(30_000);
  });

  it('none ends when the connection breaks that holds the lock, and one is active again', async () => {
    const { data } = await ask(hub.url, '{ activityCursor }');
    const client = new pg.Client({ connectionString: hub.databases['DATABASE_URL_EXCHANGE'] });
    await client.connect();
    const breakLock = () =>
      client.query(
        `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
         and (classid::bigint << 32 | objid::bigint) = ${ACTIVE_LOCK}`,
      );
    // At this moment it can be on its way from one to the other.
    await until('one was active', async () => (await breakLock()).rowCount === 1);
    await client.end();
    await delay(data.activityCursor as string);
    // What ends a process that nobody ended is written as it is, not as a line of the log.
    expect(await hub.logs()).not.toMatch(/^Error: Connection terminated/m);
  });
});
