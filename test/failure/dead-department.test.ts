import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type RunningHub, startHub } from '../hub.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startHub({ people: 200 });
});
afterAll(() => hub[Symbol.asyncDispose]());

const QUESTION =
  '{ serviceProjects(first: 2) { edges { node { title leadOrganization { name } volunteerMinutes raisedFen } } } }';

it('costs only its own fields, is named in the error, and recovers by itself', async () => {
  const before = await hub.query(QUESTION);
  expect(before.errors).toBeUndefined();
  await hub.kill('youth-league');
  const during = await hub.query(
    '{ serviceProjects(first: 2) { edges { node { title leadOrganization { name } raisedFen } } } volunteers(first: 1) { totalCount } }',
  );
  expect(during.errors?.[0]?.extensions).toMatchObject({ code: 'DOWN', department: 'youth-league' });
  await hub.serving('youth-league');
  await vi.waitFor(async () => expect((await hub.query(QUESTION)).errors).toBeUndefined(), {
    timeout: 20_000,
    interval: 200,
  });
  expect((await hub.query(QUESTION)).data).toEqual(before.data);
});

it('leaves the rest of the answer standing while it is down', async () => {
  const query =
    '{ serviceProjects(first: 2) { edges { node { title } } } person(id: "nobody") { name } donations(first: 1) { totalCount } }';
  const whole = await hub.query(query);
  await hub.kill('charity-federation');
  const { data, errors } = await hub.query(
    '{ serviceProjects(first: 2) { edges { node { title } } } verifyCertificate(certNo: "x") { state } donor(id: "x") { id } }',
  );
  expect(data).toMatchObject({ serviceProjects: whole.data.serviceProjects, verifyCertificate: null, donor: null });
  expect(errors?.map(({ extensions }) => extensions?.['department'])).toEqual(['charity-federation']);
  await hub.serving('charity-federation');
});

it('keeps the events of a department that was killed, and goes on with them', async () => {
  const total = async () =>
    (await hub.query('{ activityEvents { totalCount } }')).data?.activityEvents?.totalCount as number | undefined;
  const file = async () => {
    const { data } = await hub.query('{ communities(first: 1) { edges { node { id } } } }');
    const input = { communityId: data.communities.edges[0].node.id, group: 'YOUTH', category: 'x', description: 'y' };
    return hub.query('mutation ($input: FileNeedInput!) { fileNeed(input: $input) { __typename } }', { input });
  };
  const before = (await total()) ?? 0;
  await hub.kill('exchange');
  expect((await file()).data.fileNeed.__typename).toBe('ResidentNeed');
  await hub.serving('exchange');
  await vi.waitFor(async () => expect(await total()).toBe(before + 1), { timeout: 30_000, interval: 200 });
  await hub.kill('gateway');
  await hub.serving('gateway');
  await vi.waitFor(async () => expect((await file()).data?.fileNeed?.__typename).toBe('ResidentNeed'), {
    timeout: 20_000,
    interval: 200,
  });
});
