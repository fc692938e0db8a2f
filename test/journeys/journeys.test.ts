import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import {
  ApplyForShiftDocument,
  ConfirmServiceRecordDocument,
  CreateActivityDocument,
  DisburseDocument,
  DonateDocument,
  DonationTrailDocument,
  FileNeedDocument,
  IssueCertificateDocument,
  MatchNeedDocument,
  NeedJourneyDocument,
  PersonOverDepartmentsDocument,
  PickForActivityDocument,
  type PickForActivityQuery,
  PublishActivityDocument,
  RecordServiceDocument,
  RequestCertificateDocument,
  ServeNeedDocument,
  VerifyCertificateDocument,
  VerifyNeedDocument,
} from '#schema/generated/operations';
import { createHubClient, type HubClient } from '#schema/hub-client';
import { type RunningHub, startHub } from '../hub.js';

let hub: RunningHub;
let civilAffairs: HubClient;
let youthLeague: HubClient;
let charity: HubClient;
let picked: PickForActivityQuery;

beforeAll(async () => {
  // The city stands on a day long past, so that its own shifts cannot overlap with those that the test makes around now.
  hub = await startHub({ people: 400, env: { HUB_TODAY: '2026-06-01' } });
  const as = async (who: string) => createHubClient({ url: hub.url, token: await hub.token(who) });
  civilAffairs = await as('department:civil-affairs');
  youthLeague = await as('department:youth-league');
  charity = await as('department:charity-federation');
  picked = await youthLeague(PickForActivityDocument, { first: 50 });
});
afterAll(() => hub[Symbol.asyncDispose]());

/** The record of an action that must be done. */
function done<T extends { readonly __typename?: string }, N extends T['__typename']>(
  answer: T,
  type: N,
): Extract<T, { __typename?: N }> {
  expect(answer).toMatchObject({ __typename: type });
  return answer as Extract<T, { __typename?: N }>;
}

const key = () => crypto.randomUUID();
const HOUR = 3_600_000;

/** Publishes an activity with one shift that is over and takes one volunteer onto it. */
async function serveOnce(needId: string | undefined, volunteerId: string, hoursAgo: number) {
  const project = picked.serviceProjects.edges[0]?.node;
  const community = picked.communities.edges[0]?.node;
  const startsAt = new Date(Date.now() - hoursAgo * HOUR).toISOString();
  const endsAt = new Date(Date.now() - (hoursAgo - 2) * HOUR).toISOString();
  const input = {
    title: '陪伴就医志愿服务',
    hostUscc: project?.leadOrganization.uscc ?? '',
    districtCode: community?.district.code ?? '',
    projectId: project?.id ?? '',
    needId: needId ?? null,
    risks: '注意交通安全。',
    safeguards: '统一购买保险。',
    autoAccept: true,
    shifts: [{ startsAt, endsAt, positions: 2 }],
    idempotencyKey: key(),
  };
  const activity = done((await youthLeague(CreateActivityDocument, { input })).createActivity, 'VolunteerActivity');
  const shiftId = activity.shifts.edges[0]?.node.id ?? '';
  done(
    (await youthLeague(PublishActivityDocument, { input: { id: activity.id } })).publishActivity,
    'VolunteerActivity',
  );
  const application = done(
    (await youthLeague(ApplyForShiftDocument, { input: { shiftId, volunteerId } })).applyForShift,
    'Application',
  );
  expect(application.state).toBe('ACCEPTED');
  return { activity, shiftId, startsAt, endsAt, projectId: input.projectId };
}

async function newVolunteer(): Promise<string> {
  return picked.volunteers.edges.at(-1)?.node.id ?? '';
}

describe('need → service → record → certificate', () => {
  it('goes through two departments and ends in a certificate that anybody can check', async () => {
    const communityId = picked.communities.edges[0]?.node.id ?? '';
    const need = done(
      (
        await civilAffairs(FileNeedDocument, {
          input: { communityId, group: 'ELDERLY', category: '陪伴就医', description: '每周复诊' },
        })
      ).fileNeed,
      'ResidentNeed',
    );
    done((await civilAffairs(VerifyNeedDocument, { input: { id: need.id } })).verifyNeed, 'ResidentNeed');
    const volunteerId = await newVolunteer();
    const { activity, shiftId, startsAt, endsAt } = await serveOnce(need.id, volunteerId, 30);
    done(
      (await civilAffairs(MatchNeedDocument, { input: { id: need.id, activityId: activity.id } })).matchNeed,
      'ResidentNeed',
    );
    const service = { shiftId, volunteerId, startedAt: startsAt, endedAt: endsAt };
    const record = done(
      (await youthLeague(RecordServiceDocument, { input: { ...service, idempotencyKey: key() } })).recordService,
      'ServiceRecord',
    );
    expect(record).toMatchObject({ state: 'PENDING', minutes: 120 });
    const again = (await youthLeague(RecordServiceDocument, { input: { ...service, idempotencyKey: key() } }))
      .recordService;
    expect(again).toMatchObject({ __typename: 'Problem', code: 'OVERLAP', rule: 'S0-24' });
    done(
      (await youthLeague(ConfirmServiceRecordDocument, { input: { id: record.id } })).confirmServiceRecord,
      'ServiceRecord',
    );
    done((await civilAffairs(ServeNeedDocument, { input: { id: need.id } })).serveNeed, 'ResidentNeed');

    const { residentNeed } = await civilAffairs(NeedJourneyDocument, { id: need.id });
    expect(residentNeed).toMatchObject({
      state: 'SERVED',
      activity: { title: '陪伴就医志愿服务', confirmedMinutes: 120 },
      activities: { edges: [{ node: { id: activity.id, confirmedMinutes: 120 } }] },
    });

    const day = (time: string) => new Date(Date.parse(time) + 8 * HOUR).toISOString().slice(0, 10);
    const period = { volunteerId, periodFrom: day(startsAt), periodTo: day(endsAt) };
    const requested = done(
      (await youthLeague(RequestCertificateDocument, { input: period })).requestCertificate,
      'RecordCertificate',
    );
    const certificate = done(
      (await youthLeague(IssueCertificateDocument, { input: { id: requested.id } })).issueCertificate,
      'RecordCertificate',
    );
    expect(certificate.minutes).toBeGreaterThanOrEqual(120);
    const anybody = createHubClient({ url: hub.url, token: await hub.token('dashboard:anybody') });
    const { verifyCertificate } = await anybody(VerifyCertificateDocument, { certNo: certificate.certNo });
    expect(verifyCertificate).toEqual({
      ...verifyCertificate,
      certNo: certificate.certNo,
      minutes: certificate.minutes,
      state: 'ISSUED',
    });
    expect(Object.keys(verifyCertificate ?? {})).not.toContain('name');
  });
});

describe('donation → fund → project', () => {
  it('can be walked in one query, from the gift to the hours it paid for', async () => {
    const fund = picked.charityFunds.edges.find(({ node }) => node.state === 'ACTIVE')?.node;
    const project = picked.serviceProjects.edges[0]?.node;
    const gift = {
      amountFen: 12_345_00,
      purpose: 'FUND',
      targetId: fund?.id ?? '',
      channel: 'BANK_TRANSFER',
      anonymous: true,
    } as const;
    const idempotencyKey = key();
    const donation = done((await charity(DonateDocument, { input: { ...gift, idempotencyKey } })).donate, 'Donation');
    const repeated = done((await charity(DonateDocument, { input: { ...gift, idempotencyKey } })).donate, 'Donation');
    expect(repeated.id).toBe(donation.id);
    const conflict = (await charity(DonateDocument, { input: { ...gift, amountFen: 1, idempotencyKey } })).donate;
    expect(conflict).toMatchObject({ __typename: 'Problem', code: 'IDEMPOTENCY_CONFLICT' });

    const payment = {
      fundId: fund?.id ?? '',
      projectId: project?.id ?? '',
      districtCode: project?.district.code ?? '',
      amountFen: 10_000_00,
      reason: '支持结对帮扶地区的同类服务',
      voucherNo: 'V-1',
      idempotencyKey: key(),
    };
    const disbursement = done((await charity(DisburseDocument, { input: payment })).disburse, 'Disbursement');
    const { donation: trail } = await charity(DonationTrailDocument, { id: donation.id });
    expect(trail).toMatchObject({ amountFen: 12_345_00, anonymous: true, donor: null, fund: { id: fund?.id } });
    const paid = trail?.fund?.disbursements.edges.find(({ node }) => node.id === disbursement.id)?.node;
    expect(paid).toMatchObject({ amountFen: 10_000_00, project: { id: project?.id } });
    expect(paid?.project.disbursedFen).toBeGreaterThanOrEqual(10_000_00);
    expect(paid?.project.volunteerMinutes).toBeGreaterThan(0);
    expect(paid?.project.leadOrganization.name).not.toBe('');
  });
});

describe('a person over four departments', () => {
  it('is answered in one query, with every role', async () => {
    const { data } = await hub.query(
      '{ commendations(first: 200, filter: { nomineeType: PERSON }) { edges { node { honoured { ... on Person { id } } } } } }',
    );
    const id = data.commendations.edges[0].node.honoured.id as string;
    const { person } = await civilAffairs(PersonOverDepartmentsDocument, { id });
    expect(person).toMatchObject({ id, volunteer: { volunteerNo: expect.stringMatching(/^V\d{9}$/) } });
    expect(person?.name).toMatch(/^\p{Script=Han}{2,4}$/u);
    expect(person?.honours.totalCount).toBeGreaterThan(0);
    expect(person?.serviceMinutes).toBe(person?.volunteer?.confirmedMinutes);
    const { person: masked } = await charity(PersonOverDepartmentsDocument, { id });
    expect(masked?.name).toMatch(/^.\*+$/);
  });
});

const LIVE = `subscription { activityFeed(filter: { types: ["ServiceConfirmed"] }) {
  type organization { name } project { title raisedFen } subject { ... on ServiceRecord { id minutes volunteer { volunteerNo } } } } }`;

describe('the live feed', () => {
  /** Confirms service until the listener has an event: a subscription says nothing when it has begun. */
  async function untilHeard(events: readonly unknown[]) {
    const volunteerId = picked.volunteers.edges.at(-2)?.node.id ?? '';
    let hoursAgo = 100;
    await vi.waitFor(
      async () => {
        hoursAgo += 5;
        const { shiftId, startsAt, endsAt } = await serveOnce(undefined, volunteerId, hoursAgo);
        const input = { shiftId, volunteerId, startedAt: startsAt, endedAt: endsAt, idempotencyKey: key() };
        const { recordService } = await youthLeague(RecordServiceDocument, { input });
        if (recordService.__typename === 'ServiceRecord') {
          await youthLeague(ConfirmServiceRecordDocument, { input: { id: recordService.id } });
        }
        expect(events.length).toBeGreaterThan(0);
      },
      { timeout: 40_000, interval: 500 },
    );
  }

  const enriched = {
    type: 'ServiceConfirmed',
    organization: { name: expect.any(String) },
    project: { title: expect.any(String), raisedFen: expect.any(Number) },
    subject: { id: expect.any(String), minutes: 120, volunteer: { volunteerNo: expect.any(String) } },
  };

  it('arrives over graphql-ws, each event with fields of four departments', async () => {
    const client = createWsClient({
      url: `${hub.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${await hub.token('department:civilization-office')}` },
    });
    const events: { activityFeed: object }[] = [];
    const errors: unknown[] = [];
    const stop = client.subscribe<{ activityFeed: object }>(
      { query: LIVE },
      {
        next: ({ data }) => data && events.push(data),
        error: (error) => errors.push(error),
        complete: () => undefined,
      },
    );
    await untilHeard(events);
    stop();
    await client.dispose();
    expect(errors).toEqual([]);
    expect(events[0]?.activityFeed).toEqual(enriched);
  });

  it('arrives over SSE', async () => {
    const token = await hub.token('department:civilization-office');
    const client = createSseClient({
      url: `${hub.url}/graphql`,
      singleConnection: false,
      headers: { authorization: `Bearer ${token}` },
    });
    const events: { activityFeed: object }[] = [];
    const errors: unknown[] = [];
    const stop = client.subscribe<{ activityFeed: object }>(
      { query: LIVE },
      {
        next: ({ data }) => data && events.push(data),
        error: (error) => errors.push(error),
        complete: () => undefined,
      },
    );
    await untilHeard(events);
    stop();
    client.dispose();
    expect(errors).toEqual([]);
    expect(events[0]?.activityFeed).toEqual(enriched);
  });

  it('is closed to those without a token', async () => {
    const client = createWsClient({
      url: `${hub.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const closed = new Promise((resolve) => {
      client.subscribe(
        { query: LIVE },
        { next: () => undefined, error: resolve, complete: () => resolve('completed') },
      );
    });
    expect(await closed).toMatchObject({ code: expect.any(Number) });
  });
});
