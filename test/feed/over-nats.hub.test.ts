import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningHub, startHub } from '../hub.js';
import { atDoor, natsSockets, startNats } from '../nats.js';
import { until } from '../until.js';
import { FeedClient } from './feed-client.js';
import { type SecondSite, startSecondSite } from './second-site.js';

const FEED = `subscription ($after: String) { activityFeed(after: $after, filter: { types: ["NeedFiled"] }) {
  cursor subjectKey subject { ... on ResidentNeed { id community { name } } } } }`;
const FILE = 'mutation ($input: FileNeedInput!) { fileNeed(input: $input) { ... on ResidentNeed { id } } }';
const AS = 'department:civil-affairs';

const nats = await startNats();
afterAll(() => nats?.[Symbol.asyncDispose]());

describe.skipIf(!nats)(`gateways that hear of events over NATS${nats ? '' : ' (no nats-server here)'}`, () => {
  let hub: RunningHub;
  let second: SecondSite;
  let listener: FeedClient;
  let communityId: string;
  const filed: string[] = [];
  const keys = () => listener.payloads().map(({ data }) => data.activityFeed.subjectKey as string);

  async function file(): Promise<void> {
    const input = { communityId, group: 'YOUTH', category: 'x', description: 'y' };
    const { data } = await hub.query(FILE, { input }, AS);
    filed.push(data.fileNeed.id as string);
  }

  /** Files a need, and waits until the listener at the first gateway has it. */
  async function fileAndHear(): Promise<number> {
    await file();
    const began = performance.now();
    await until('the event has come', () => keys().length >= filed.length);
    expect(keys()).toEqual(filed);
    return Math.round(performance.now() - began);
  }

  beforeAll(async () => {
    const env = { HUB_EVENTS: nats?.url ?? '' };
    hub = await startHub({ people: 100, env });
    second = await startSecondSite(hub, env);
    const { data } = await hub.query('{ communities(first: 1) { edges { node { id } } } activityCursor }', {}, AS);
    communityId = data.communities.edges[0].node.id as string;
    listener = await FeedClient.connect(hub.url, `Bearer ${await hub.token(AS)}`);
    listener.subscribe(FEED, { after: data.activityCursor });
  });
  afterAll(async () => {
    listener[Symbol.dispose]();
    await second[Symbol.asyncDispose]();
    await hub[Symbol.asyncDispose]();
  });

  it('get them, completed by the departments', async () => {
    await fileAndHear();
    expect(await natsSockets(hub.url)).toBe(1);
    expect(listener.payloads()[0].data.activityFeed.subject.community.name).toMatch(/./);
  });

  it.each(['SIGSTOP', 'SIGKILL'] as const)(
    'go on by themselves with whichever exchange lives when one gets %s, though it is the one of their address',
    async (signal) => {
      await until('both exchanges wait', async () => (await atDoor(nats?.url ?? '', 'exchange')) === 2);
      hub.signal('exchange', signal);
      const first = await fileAndHear();
      process.stdout.write(`heard ${first} ms after ${signal} of the gateway's own exchange\n`);
      expect(await natsSockets(hub.url)).toBe(1);
      if (signal === 'SIGSTOP') hub.signal('exchange', 'SIGCONT');
      await until('both wait again', async () => (await atDoor(nats?.url ?? '', 'exchange')) === 2);
      second.signal('exchange', 'SIGKILL');
      process.stdout.write(`heard ${await fileAndHear()} ms after SIGKILL of the other exchange\n`);
      await fileAndHear();
    },
  );

  it('go on over WebSockets when the NATS server is away', async () => {
    await nats?.kill();
    await until('the gateway knows', async () => (await natsSockets(hub.url)) === 0);
    // What the departments say comes over NATS too: it waits for the server.
    await file();
    await nats?.start();
    await until('what was filed meanwhile has come', () => keys().length === filed.length);
    expect(keys()).toEqual(filed);
    await fileAndHear();
    expect(listener.closed).toBeUndefined();
    expect(listener.error()).toBeUndefined();
  });
});
