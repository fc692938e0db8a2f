import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Answer } from '../subgraph.js';
import { adults } from '../adults.js';
import { type RunningHub, startHub } from '../hub.js';
import { until } from '../until.js';

const PURPOSE = '需求对接';
const YOUTH = 'department:youth-league';
const AFFAIRS = 'department:civil-affairs';

let hub: RunningHub;
let communityId = '';
beforeAll(async () => {
  hub = await startHub({ people: 100 });
  const { data } = await hub.query('{ communities(first: 1) { edges { node { id } } } }');
  communityId = data.communities.edges[0].node.id;
});
afterAll(() => hub[Symbol.asyncDispose]());

async function ask(query: string, as: string, purpose?: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await hub.token(as)}`,
      ...(purpose !== undefined && { 'x-purpose': encodeURIComponent(purpose) }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

async function fileNeed(): Promise<string> {
  const { data, errors } = await ask(
    'mutation ($input: FileNeedInput!) { fileNeed(input: $input) { __typename ... on ResidentNeed { id } ... on Problem { message } } }',
    AFFAIRS,
    undefined,
    { input: { communityId, group: 'ELDERLY', category: '照护', description: 'secret need' } },
  );
  expect(errors).toBeUndefined();
  expect(data.fileNeed).toMatchObject({ __typename: 'ResidentNeed' });
  return data.fileNeed.id as string;
}

/** Civil affairs grants the youth league the items; answers the grant's id. */
async function grant(items: readonly string[], purpose: string): Promise<string> {
  const submitted = await ask(
    'mutation ($input: SubmitSharingRequestInput!) { submitSharingRequest(input: $input) { __typename ... on SharingRequest { id } ... on Problem { message } } }',
    YOUTH,
    undefined,
    {
      input: {
        items,
        purpose,
        legalBasis: '志愿服务条例 第十三条',
        caseNo: 'T-1',
        days: 5,
        idempotencyKey: crypto.randomUUID(),
      },
    },
  );
  const request = submitted.data.submitSharingRequest;
  expect(request).toMatchObject({ __typename: 'SharingRequest' });
  const granted = await ask(
    'mutation ($input: GrantSharingRequestInput!) { grantSharingRequest(input: $input) { ... on SharingGrant { id } } }',
    AFFAIRS,
    undefined,
    { input: { request: request.id } },
  );
  return granted.data.grantSharingRequest.id as string;
}

const revoke = (id: string) =>
  ask(
    'mutation ($input: RevokeSharingGrantInput!) { revokeSharingGrant(input: $input) { ... on SharingGrant { state } } }',
    AFFAIRS,
    undefined,
    { input: { grant: id, reason: 'no longer needed' } },
  );

describe('a grant', () => {
  it('opens what is shared conditionally, for its purpose alone, until it is taken back', async () => {
    const need = await fileNeed();
    const query = `{ residentNeed(id: "${need}") { id description } }`;
    const description = async (as: string, purpose?: string) =>
      (await ask(query, as, purpose)).data.residentNeed.description as string | null;
    expect(await description(AFFAIRS)).toBe('secret need');
    const refused = await ask(query, YOUTH, PURPOSE);
    expect(refused.data.residentNeed).toEqual({ id: need, description: null });
    expect(refused.errors).toMatchObject([
      {
        path: ['residentNeed', 'description'],
        extensions: {
          code: 'DENIED',
          field: 'ResidentNeed.description',
          rules: ['@policy(policies: [["ResidentNeed.description"]])'],
        },
      },
    ]);
    const id = await grant(['ResidentNeed.description'], PURPOSE);
    await until('the grant is used', async () => (await description(YOUTH, PURPOSE)) === 'secret need');
    expect(await description(YOUTH)).toBeNull();
    expect(await description(YOUTH, 'another purpose')).toBeNull();
    expect(await description('department:charity-federation', PURPOSE)).toBeNull();
    await revoke(id);
    await until('the grant is not used', async () => (await description(YOUTH, PURPOSE)) === null);
  });

  it('is told in the feed, to departments and not to screens', async () => {
    const id = await grant(['Person.phone'], 'told in the feed');
    const told = async (as: string) => {
      const { data } = await ask(
        '{ activityEvents(first: 100, filter: { department: "exchange" }) { edges { node { type subjectKey } } } }',
        as,
      );
      return JSON.stringify(data);
    };
    await until('it is in the feed', async () => (await told('department:charity-federation')).includes(id));
    expect(await told('department:charity-federation')).toContain('SharingRequested');
    expect(await told('dashboard:wall')).not.toContain('Sharing');
    expect(await told('partner:52441900MJL0000009')).not.toContain('Sharing');
  });

  it('shows in clear what is masked otherwise', async () => {
    const [person = ''] = await adults(hub);
    const { name } = (await ask(`{ person(id: "${person}") { name } }`, AFFAIRS)).data.person;
    const nameFor = async (purpose?: string) =>
      (await ask(`{ person(id: "${person}") { name } }`, YOUTH, purpose)).data.person.name as string;
    expect(await nameFor(PURPOSE)).toBe(`${name[0]}${'*'.repeat(name.length - 1)}`);
    await grant(['Person.name'], 'read names');
    await until('the name is clear', async () => (await nameFor('read names')) === name);
    expect(await nameFor()).not.toBe(name);
  });

  it('that is taken back narrows running streams within 5 s, and leaves others alone', async () => {
    const purpose = 'watch needs';
    const id = await grant(['ResidentNeed.description'], purpose);
    const STREAMS = 100;
    const seen = new Map<number, (string | null)[]>();
    const untouched: (string | null)[] = [];
    let ended = 0;
    const clients: { dispose(): void | Promise<void> }[] = [];
    const open = async (as: string, declared: string | undefined, number: number, into: (string | null)[]) => {
      const client = createClient({
        url: `${hub.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        lazy: false,
        connectionParams: { authorization: `Bearer ${await hub.token(as)}`, purpose: declared },
      });
      clients.push(client);
      client.subscribe<{ activityFeed: { subject: { description: string | null } } }>(
        {
          query:
            'subscription ($since: DateTime) { activityFeed(filter: { types: ["NeedFiled"], since: $since }) { subject { ... on ResidentNeed { description } } } }',
          // Each its own subscription upstream.
          variables: { since: new Date(Date.UTC(2020, 0, 1) + number * 1000).toISOString() },
        },
        {
          next: ({ data }) => data && into.push(data.activityFeed.subject.description),
          error: () => void ended++,
          complete: () => void ended++,
        },
      );
    };
    for (let number = 0; number < STREAMS; number++) {
      const own: (string | null)[] = [];
      seen.set(number, own);
      await open(YOUTH, purpose, number, own);
    }
    await open(AFFAIRS, undefined, STREAMS, untouched);
    const all = (value: string | null) => [...seen.values()].every((values) => values.at(-1) === value);
    await until('every stream shows the description', async () => {
      await fileNeed();
      return all('secret need');
    });
    const since = performance.now();
    await revoke(id);
    await until('no stream shows it', async () => {
      await fileNeed();
      return all(null);
    });
    const took = performance.now() - since;
    process.stdout.write(`${STREAMS} streams narrowed ${Math.round(took)} ms after the grant was taken back\n`);
    expect(ended).toBe(0);
    expect(untouched.at(-1)).toBe('secret need');
    expect(untouched).not.toContain(null);
    for (const client of clients) await client.dispose();
  });

  it('that was taken back is not in what comes again to those who come back with a cursor', async () => {
    const purpose = 'come back';
    const id = await grant(['ResidentNeed.description'], purpose);
    const { data } = await ask('{ activityCursor }', YOUTH);
    const query =
      'subscription ($after: String) { activityFeed(filter: { types: ["NeedFiled"] }, after: $after) { subject { ... on ResidentNeed { description } } } }';
    const clients: { dispose(): void | Promise<void> }[] = [];
    const listen = async () => {
      const seen: (string | null)[] = [];
      const connectionParams = { authorization: `Bearer ${await hub.token(YOUTH)}`, purpose };
      const url = `${hub.url.replace('http', 'ws')}/graphql`;
      const client = createClient({ url, webSocketImpl: WebSocket, connectionParams });
      clients.push(client);
      client.subscribe<{ activityFeed: { subject: { description: string | null } } }>(
        { query, variables: { after: data.activityCursor as string } },
        {
          next: (event) => event.data && seen.push(event.data.activityFeed.subject.description),
          error: () => undefined,
          complete: () => undefined,
        },
      );
      return seen;
    };
    const first = await listen();
    await until('the description is shown', async () => {
      await fileNeed();
      return first.includes('secret need');
    });
    await revoke(id);
    await until('it is not shown any more', async () => {
      await fileNeed();
      return first.at(-1) === null;
    });
    // The same events, as they were shown a moment ago, are kept for those who come back.
    const again = await listen();
    await until('all events came again', () => again.length >= first.length);
    expect(first).toContain('secret need');
    expect(again).not.toContain('secret need');
    for (const client of clients) await client.dispose();
  });
});
