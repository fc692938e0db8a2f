import type { HubClient } from '#schema/hub-client';
import {
  ApplyForShiftDocument,
  ConfirmServiceRecordDocument,
  CreateActivityDocument,
  DisburseDocument,
  DonateDocument,
  FileNeedDocument,
  MatchNeedDocument,
  PublishActivityDocument,
  RecordServiceDocument,
  ServeNeedDocument,
  type PickForActivityQuery,
  VerifyNeedDocument,
} from '#schema/generated/operations';

/** One action; answers why it was refused, or undefined. */
export type Step = () => Promise<string | undefined>;

export interface Clients {
  readonly civilAffairs: HubClient;
  readonly youthLeague: HubClient;
  readonly charity: HubClient;
  readonly office: HubClient;
}

const NEEDS = [
  ['ELDERLY', '陪伴就医', '独居长者需要陪同复诊'],
  ['YOUTH', '课后托管', '放学后无人照看'],
  ['SPECIAL', '康复训练', '出院后需要上门指导'],
] as const;
const HOUR = 3_600_000;

function pick<T>(values: readonly T[]): T {
  const value = values[Math.floor(Math.random() * values.length)];
  if (value === undefined) throw new Error('the hub has nothing to simulate with: start it with people');
  return value;
}

function refusal(answer: {
  readonly __typename?: string;
  readonly code?: string;
  readonly message?: string;
}): string | undefined {
  return answer.__typename === 'Problem' ? `${answer.code}: ${answer.message}` : undefined;
}

/**
 * A story in single actions: a need is filed, verified and matched with an activity; volunteers apply, serve and are confirmed; a
 * donation comes in and a fund pays. Each step uses what the one before it gave.
 */
export function steps(clients: Clients, world: PickForActivityQuery, newKey: () => string): Step[] {
  const { civilAffairs, youthLeague, charity } = clients;
  const community = pick(world.communities.edges).node;
  const project = pick(world.serviceProjects.edges).node;
  const fund = pick(world.charityFunds.edges.filter(({ node }) => node.state === 'ACTIVE')).node;
  const [group, category, description] = pick(NEEDS);
  const endsAt = new Date(Date.now() - Math.random() * 48 * HOUR);
  const startsAt = new Date(endsAt.getTime() - 2 * HOUR);
  const story = { need: '', activity: '', shift: '', volunteers: [] as string[], records: [] as string[] };

  const volunteers = [pick(world.volunteers.edges).node.id, pick(world.volunteers.edges).node.id];
  const serve = (volunteerId: string): Step[] => [
    async () => {
      const { applyForShift } = await youthLeague(ApplyForShiftDocument, {
        input: { shiftId: story.shift, volunteerId },
      });
      return refusal(applyForShift);
    },
    async () => {
      const input = {
        shiftId: story.shift,
        volunteerId,
        startedAt: startsAt.toISOString(),
        endedAt: endsAt.toISOString(),
        idempotencyKey: newKey(),
      };
      const { recordService } = await youthLeague(RecordServiceDocument, { input });
      if (recordService.__typename === 'ServiceRecord') story.records.push(recordService.id);
      return refusal(recordService);
    },
    async () => {
      const { confirmServiceRecord } = await youthLeague(ConfirmServiceRecordDocument, {
        input: { id: story.records.at(-1) ?? '' },
      });
      return refusal(confirmServiceRecord);
    },
  ];
  return [
    async () => {
      const { fileNeed } = await civilAffairs(FileNeedDocument, {
        input: { communityId: community.id, group, category, description },
      });
      if (fileNeed.__typename === 'ResidentNeed') story.need = fileNeed.id;
      return refusal(fileNeed);
    },
    async () => refusal((await civilAffairs(VerifyNeedDocument, { input: { id: story.need } })).verifyNeed),
    async () => {
      const input = {
        title: `${category}志愿服务`,
        hostUscc: project.leadOrganization.uscc,
        districtCode: community.district.code,
        projectId: project.id,
        needId: story.need,
        risks: '注意交通安全。',
        safeguards: '统一购买保险。',
        autoAccept: true,
        shifts: [{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), positions: 5 }],
        idempotencyKey: newKey(),
      };
      const { createActivity } = await youthLeague(CreateActivityDocument, { input });
      if (createActivity.__typename === 'VolunteerActivity') {
        story.activity = createActivity.id;
        story.shift = createActivity.shifts.edges[0]?.node.id ?? '';
      }
      return refusal(createActivity);
    },
    async () =>
      refusal((await youthLeague(PublishActivityDocument, { input: { id: story.activity } })).publishActivity),
    async () =>
      refusal(
        (await civilAffairs(MatchNeedDocument, { input: { id: story.need, activityId: story.activity } })).matchNeed,
      ),
    ...serve(volunteers[0] ?? ''),
    async () => refusal((await civilAffairs(ServeNeedDocument, { input: { id: story.need } })).serveNeed),
    async () => {
      const input = {
        amountFen: 1000 * (1 + Math.floor(Math.random() * 100)),
        purpose: 'FUND' as const,
        targetId: fund.id,
        channel: 'BANK_TRANSFER' as const,
        // Nobody stands behind a simulated gift.
        anonymous: true,
        idempotencyKey: newKey(),
      };
      return refusal((await charity(DonateDocument, { input })).donate);
    },
    async () => {
      const input = {
        fundId: fund.id,
        projectId: project.id,
        districtCode: project.district.code,
        amountFen: 500,
        reason: '支持结对帮扶地区的同类服务',
        voucherNo: `SIM-${newKey().slice(0, 8)}`,
        idempotencyKey: newKey(),
      };
      return refusal((await charity(DisburseDocument, { input })).disburse);
    },
    ...(volunteers[1] === volunteers[0] ? [] : serve(volunteers[1] ?? '')),
  ];
}
