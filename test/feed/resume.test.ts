import { writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { waitFor } from '../gateway/wait-for.js';
import { FeedClient } from './feed-client.js';
import { startToyFeed, type ToyFeed } from './toy-feed.js';

const QUERY = 'subscription ($from: String, $slow: Slow) { ticks(from: $from, slow: $slow) { number owner { name } } }';
const LONG_QUERY = 'subscription ($slow: Slow) { ticks(slow: $slow) { number place text } }';

const stack: Disposable[] = [];
let feed: ToyFeed;
afterEach(async () => {
  for (const each of stack.splice(0)) each[Symbol.dispose]();
  await feed[Symbol.asyncDispose]();
});

async function connect(): Promise<FeedClient> {
  const client = await FeedClient.connect(feed.graph.gateway.url);
  stack.push(client);
  return client;
}

const numbers = (client: FeedClient, id?: string) => client.payloads(id).map(({ data }) => data.ticks.number as number);
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('a feed', () => {
  it('is asked for its place in a way that clients do not see', async () => {
    feed = await startToyFeed();
    const client = await connect();
    client.subscribe(QUERY);
    await waitFor(() => feed.open === 1, 'the feed to be open');
    feed.tick();
    await waitFor(() => client.payloads().length === 1, 'an event');
    expect(client.payloads()).toEqual([{ data: { ticks: { number: 1, owner: { name: 'owner 1' } } } }]);
    expect(feed.asked).toEqual(['at0']);
  });

  it('goes on after its subgraph was lost, without a gap, a repeat, or a word to the client', async () => {
    feed = await startToyFeed();
    const client = await connect();
    client.subscribe(QUERY);
    await waitFor(() => feed.open === 1, 'the feed to be open');
    for (let round = 0; round < 3; round++) {
      feed.tick();
      feed.tick();
      feed.cut();
      feed.tick();
      await waitFor(() => client.payloads().length === 3 * (round + 1), 'all events');
    }
    expect(numbers(client)).toEqual(from(1, 9));
    expect(client.error()).toBeUndefined();
  });

  it('gives those who come back with a place what they missed, from what is kept, without asking again', async () => {
    feed = await startToyFeed();
    const first = await connect();
    first.subscribe(QUERY);
    await waitFor(() => feed.open === 1, 'the feed to be open');
    for (let tick = 0; tick < 5; tick++) feed.tick();
    await waitFor(() => first.payloads().length === 5, 'events');
    const others = await Promise.all(Array.from({ length: 20 }, connect));
    for (const [index, client] of others.entries()) client.subscribe(QUERY, { from: `at${index % 5}` });
    await waitFor(
      () => others.every((client, index) => client.payloads().length === 5 - (index % 5)),
      'what was missed',
    );
    feed.tick();
    await waitFor(() => others.every((client) => numbers(client).at(-1) === 6), 'the next event');
    for (const [index, client] of others.entries()) expect(numbers(client)).toEqual(from((index % 5) + 1, 6));
    expect(feed.asked).toEqual(['at0']);
  });

  it('reads from far back in portions, and goes over into the common stream', async () => {
    feed = await startToyFeed();
    for (let tick = 0; tick < 520; tick++) feed.tick();
    const live = await connect();
    live.subscribe(QUERY);
    await waitFor(() => feed.open === 1, 'the feed to be open');
    const late = await Promise.all(Array.from({ length: 3 }, connect));
    for (const client of late) client.subscribe(QUERY, { from: 'at0' });
    await waitFor(() => late.every((client) => client.payloads().length === 520), 'everything from the start');
    // All three are one share, opened again for each portion.
    expect(feed.asked.filter((place) => place === 'at0')).toHaveLength(1);
    expect(feed.asked.length).toBe(12);
    feed.tick();
    await waitFor(() => late.every((client) => client.payloads().length === 521), 'the next event');
    await waitFor(() => feed.open === 1, 'the streams to be one');
    feed.tick();
    await waitFor(() => late.every((client) => client.payloads().length === 522), 'one more');
    for (const client of late) expect(numbers(client)).toEqual(from(1, 522));
    expect(numbers(live)).toEqual([521, 522]);
    for (const client of [live, ...late]) client.complete();
    await waitFor(() => feed.open === 0, 'the upstream to end');
  });

  it('gives those who come from far back the last of what they missed from what is kept', async () => {
    feed = await startToyFeed();
    const live = await connect();
    live.subscribe(QUERY);
    await waitFor(() => feed.open === 1, 'the feed to be open');
    for (let tick = 0; tick < 520; tick++) feed.tick();
    await waitFor(() => live.payloads().length === 520, 'all events');
    const late = await Promise.all(Array.from({ length: 3 }, connect));
    for (const client of late) client.subscribe(QUERY, { from: 'at0' });
    await waitFor(() => feed.asked.length >= 7 && feed.open === 1, 'the streams to be one');
    feed.tick();
    await waitFor(() => [live, ...late].every((client) => numbers(client).at(-1) === 521), 'the next event');
    for (const client of [live, ...late]) expect(numbers(client)).toEqual(from(1, 521));
    // The newest 256 are kept: what is older is read, and nothing newer.
    expect(feed.asked.slice(0, 7)).toEqual(['at0', 'at0', 'at50', 'at100', 'at150', 'at200', 'at250']);
    expect(feed.asked).not.toContain('at400');
  });

  it('takes the place from a literal, from a variable that is used twice, and keeps other arguments apart', async () => {
    feed = await startToyFeed();
    for (let tick = 0; tick < 4; tick++) feed.tick();
    const client = await connect();
    client.subscribe('subscription { ticks(from: "at2") { number } }', {}, 'literal');
    client.subscribe('subscription ($a: String) { ticks(from: $a, only: $a) { number } }', { a: 'at1' }, 'twice');
    client.subscribe(
      'subscription ($a: String!) { t: ticks(from: $a) { n: number place: thing } }',
      { a: 'at3' },
      'alias',
    );
    client.subscribe(
      'subscription { ...F } fragment F on Subscription { ticks(from: "at3") { number } }',
      {},
      'fragment',
    );
    await waitFor(() => client.payloads('alias').length > 0 && client.payloads('fragment').length > 0, 'events');
    await waitFor(() => numbers(client, 'twice').length === 3, 'events');
    expect(numbers(client, 'literal')).toEqual([3, 4]);
    expect(numbers(client, 'twice')).toEqual([2, 3, 4]);
    expect(client.payloads('alias')).toEqual([{ data: { t: { n: 4, place: 'a' } } }]);
    expect(numbers(client, 'fragment')).toEqual([4]);
  });

  it('goes on through new schemas; who does not fit one ends with his place', async () => {
    feed = await startToyFeed({ live: { ...engineDefaults().live, endWithinMs: 20 } });
    const { supergraphSdl, supergraphFile, gateway } = feed.graph;
    const client = await connect();
    const other = await connect();
    client.subscribe(QUERY);
    other.subscribe('subscription { ticks { number text } }');
    await waitFor(() => feed.open === 2, 'both feeds to be open');
    let written = 0;
    for (let version = 0; version < 5; version++) {
      await writeFile(supergraphFile, supergraphSdl.replace('type Owner', `"Version ${version}"\ntype Owner`));
      const swapping = gateway.reload();
      for (let tick = 0; tick < 20; tick++, written++) {
        feed.tick();
        await new Promise(setImmediate);
      }
      expect(await swapping).toBe('swapped');
    }
    await waitFor(() => other.payloads().length === written, 'all events');
    // What was completed for the schema, and the rights, of before is not given to those who come back.
    const back = await connect();
    back.subscribe(QUERY, { from: 'at7' });
    await waitFor(() => back.payloads().length === written - 7, 'what was missed');
    expect(feed.asked).toContain('at7');
    await writeFile(supergraphFile, supergraphSdl.replace(/\n\s+text: String!/, ''));
    expect(await gateway.reload()).toBe('swapped');
    await waitFor(() => other.error() !== undefined, 'the one that asks for what is gone to end');
    expect(other.error()).toMatchObject({ extensions: { code: 'SCHEMA_CHANGED', cursor: `at${written}` } });
    feed.tick();
    await waitFor(() => client.payloads().length === written + 1, 'the last event');
    expect(numbers(client)).toEqual(from(1, written + 1));
    expect(numbers(other)).toEqual(from(1, written));
  });

  it('hands every listener its place when the gateway stops', async () => {
    feed = await startToyFeed();
    const client = await connect();
    const quiet = await connect();
    client.subscribe(QUERY);
    await waitFor(() => feed.open === 1, 'the feed to be open');
    feed.tick();
    await waitFor(() => client.payloads().length === 1, 'an event');
    quiet.subscribe(QUERY, { from: 'at1' });
    quiet.subscribe('{ now }', {}, 'asked');
    await waitFor(() => quiet.payloads('asked').length === 1, 'the subscription to be there');
    await feed.graph.gateway.stop();
    await waitFor(() => client.closed !== undefined && quiet.closed !== undefined, 'the sockets to be closed');
    expect(client.error()).toMatchObject({ extensions: { code: 'SHUTTING_DOWN', cursor: 'at1' } });
    expect(quiet.error()).toMatchObject({ extensions: { code: 'SHUTTING_DOWN', cursor: 'at1' } });
  });
});

describe('a listener that takes events too slowly', () => {
  const live = { ...engineDefaults().live, maxWaitingEvents: 20 };
  const big = 'x'.repeat(100_000);

  it('is closed with its place', async () => {
    feed = await startToyFeed({ live });
    const client = await connect();
    client.subscribe(LONG_QUERY, { slow: 'CLOSE' });
    await waitFor(() => feed.open === 1, 'the feed to be open');
    feed.tick();
    await waitFor(() => client.payloads().length === 1, 'an event');
    client.stopReading();
    for (let tick = 0; tick < 300 && feed.open === 1; tick++) {
      feed.tick('a', big);
      await new Promise(setImmediate);
    }
    client.readOn();
    await waitFor(() => client.closed !== undefined, 'the socket to be closed', 20_000);
    const last = client.payloads().at(-1)?.data.ticks.place;
    expect(client.closed).toEqual({ code: 4413, reason: `FELL_BEHIND ${last}` });
    const again = await connect();
    again.subscribe(QUERY, { from: last });
    feed.tick();
    await waitFor(() => numbers(again).length > 0, 'what comes after it');
    expect(numbers(again)[0]).toBe(Number(String(last).slice(2)) + 1);
  });

  it('waits, and gets everything when it reads again', async () => {
    feed = await startToyFeed({ live });
    const client = await connect();
    const other = await connect();
    client.subscribe(LONG_QUERY, { slow: 'WAIT' });
    other.subscribe(QUERY);
    await waitFor(() => feed.open === 2, 'the feed to be open');
    client.stopReading();
    for (let tick = 0; tick < 200; tick++) {
      feed.tick('a', big);
      await new Promise(setImmediate);
    }
    await waitFor(() => feed.open === 1, 'it to be left alone', 20_000);
    client.readOn();
    await waitFor(() => client.payloads().length === 200, 'all events', 20_000);
    expect(numbers(client)).toEqual(from(1, 200));
    feed.tick();
    await waitFor(() => client.payloads().length === 201 && other.payloads().length === 201, 'the next event');
  });

  it('gets the newest event of each subject, and is told how many that one stands for', async () => {
    feed = await startToyFeed({ live });
    const client = await connect();
    client.subscribe(LONG_QUERY, { slow: 'COALESCE' });
    await waitFor(() => feed.open === 1, 'the feed to be open');
    client.stopReading();
    for (let tick = 0; tick < 300; tick++) {
      feed.tick(tick % 2 === 0 ? 'even' : 'odd', big);
      await new Promise(setImmediate);
    }
    client.readOn();
    await waitFor(() => numbers(client).at(-1) === 300, 'the last event', 20_000);
    const events = client.payloads();
    expect(events.length).toBeLessThan(300);
    const standFor = events.reduce((sum, { extensions }) => sum + 1 + ((extensions?.coalesced as number) ?? 0), 0);
    expect(standFor).toBe(300);
    expect(client.closed).toBeUndefined();
  });
});
