import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { department } from '../../../subgraphs/civil-affairs/department.js';
import { partner, person, startDepartment, type TestDepartment } from '../../subgraph.js';
import { acting, newIdNumber } from './affairs.js';

let ca: TestDepartment;
let act: ReturnType<typeof acting>;
let agency: string;
let community: string;
beforeAll(async () => {
  ca = await startDepartment(department, { people: 60 });
  act = acting(ca);
  const { data } = await ca.query(
    '{ organizations(first: 1, filter: { role: "SOCIAL_WORK_AGENCY" }) { edges { node { uscc } } } communities(first: 1) { edges { node { id } } } }',
  );
  agency = data.organizations.edges[0].node.uscc;
  community = data.communities.edges[0].node.id;
});
afterAll(() => ca[Symbol.asyncDispose]());

let codes = 0;
const code = () => `T${String(++codes).padStart(5, '0')}`;

describe('stations', () => {
  const plan = (districtCode: string, coverage = 'OPTIONAL') =>
    act('planStation', 'ServiceStation', {
      code: code(),
      name: '测试站',
      districtCode,
      operatorUscc: agency,
      coverage,
    });

  it('open only with the contracted staff and a hotline (S2-03, S2-09, S3-21)', async () => {
    const { key: id } = await plan('442000001');
    expect(await act('openStation', 'ServiceStation', { id, hotline: '12349' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
    expect(await act('procureStation', 'ServiceStation', { id })).toMatchObject({ state: 'PROCURED' });
    expect(await act('contractStation', 'ServiceStation', { id, headcount: 3 })).toMatchObject({ state: 'CONTRACTED' });
    expect(await act('staffStation', 'ServiceStation', { id, stationed: 2 })).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S2-09',
    });
    const { data } = await ca.query(
      'query ($id: ID!) { serviceSite(id: $id) { ... on ServiceStation { state stationedHeadcount } } }',
      { id },
    );
    expect(data.serviceSite).toEqual({ state: 'CONTRACTED', stationedHeadcount: 0 });
    expect(await act('staffStation', 'ServiceStation', { id, stationed: 3 })).toMatchObject({ state: 'STAFFED' });
    expect(await act('openStation', 'ServiceStation', { id, hotline: 'call me' })).toMatchObject({
      code: 'INVALID_INPUT',
      rule: 'S3-21',
    });
    expect(await act('openStation', 'ServiceStation', { id, hotline: '0760-8123456' })).toMatchObject({
      state: 'OPERATING',
    });
    expect(await act('suspendStation', 'ServiceStation', { id })).toMatchObject({ state: 'SUSPENDED' });
    expect(await act('resumeStation', 'ServiceStation', { id })).toMatchObject({ state: 'OPERATING' });
    expect(await act('closeStation', 'ServiceStation', { id })).toMatchObject({ state: 'CLOSED' });
  });

  it('stand in towns, and a street has one mandated station, also under parallel requests (S2-01)', async () => {
    expect(await plan('440100')).toMatchObject({ code: 'RULE_BROKEN', rule: 'S2-01' });
    const answers = await Promise.all(Array.from({ length: 12 }, () => plan('442000002', 'MANDATED')));
    expect(answers.filter(({ __typename }) => __typename === 'ServiceStation')).toHaveLength(1);
    expect(new Set(answers.map(({ code: problem }) => problem))).toEqual(new Set([undefined, 'DUPLICATE']));
  });
});

describe('centres (S1-04 to S1-06, S1-12)', () => {
  it('need their area or a waiver, and every mandatory room verified', async () => {
    const { key: id } = await act('planCenter', 'ServiceCenter', {
      code: code(),
      name: '测试中心',
      districtCode: 'Z44521',
      operatorUscc: agency,
      floorAreaSqm: 260,
    });
    const room = (kind: string, needId?: string) =>
      act('addFunctionRoom', 'FunctionRoom', {
        centerId: id,
        kind,
        name: kind,
        areaSqm: 40,
        ...(needId && { needId }),
      });
    expect(await room('OPTIONAL')).toMatchObject({ code: 'RULE_BROKEN', rule: 'S1-06' });
    const need = await act('fileNeed', 'ResidentNeed', {
      communityId: community,
      group: 'SPECIAL',
      category: '康复',
      description: '康复训练',
    });
    expect((await room('OPTIONAL', need.key)).__typename).toBe('FunctionRoom');
    for (const kind of ['CHILDREN', 'COUNSELLING', 'READING']) {
      const { key } = await room(kind);
      expect((await act('verifyFunctionRoom', 'FunctionRoom', { id: key })).__typename).toBe('FunctionRoom');
      expect(await act('verifyFunctionRoom', 'FunctionRoom', { id: key })).toMatchObject({
        code: 'ILLEGAL_TRANSITION',
      });
    }
    expect(await act('openCenter', 'ServiceCenter', { id })).toMatchObject({ code: 'RULE_BROKEN', rule: 'S1-04' });
    expect(
      await act('waiveCenterArea', 'ServiceCenter', { id, reason: '老城区用房紧张', approver: '揭阳市民政局' }),
    ).toMatchObject({ key: id });
    expect(await act('openCenter', 'ServiceCenter', { id })).toMatchObject({ code: 'RULE_BROKEN', rule: 'S1-05' });
    const { key: last } = await room('ELDERLY');
    await act('verifyFunctionRoom', 'FunctionRoom', { id: last });
    expect(await act('openCenter', 'ServiceCenter', { id })).toMatchObject({ state: 'OPEN' });
    expect(await act('openCenter', 'ServiceCenter', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  it('have nothing to waive when the area is enough', async () => {
    const { key: id } = await act('planCenter', 'ServiceCenter', {
      code: code(),
      name: '大中心',
      districtCode: '442000',
      operatorUscc: agency,
      floorAreaSqm: 300,
    });
    expect(await act('waiveCenterArea', 'ServiceCenter', { id, reason: '没有理由', approver: '某局' })).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S1-04',
    });
  });
});

describe('projects', () => {
  const propose = (more: object, caller?: Parameters<typeof act>[3]) =>
    act(
      'proposeServiceProject',
      'ServiceProject',
      {
        code: code(),
        title: '测试项目',
        domain: 'ELDERLY_CARE',
        linkageModes: ['VOLUNTEER_ASSISTS'],
        leadUscc: agency,
        districtCode: '442000',
        volunteerPositions: 5,
        budgetFen: 100_000,
        startsOn: '2026-12-01',
        endsOn: '2027-12-01',
        idempotencyKey: crypto.randomUUID(),
        ...more,
      },
      caller,
    );

  it('with volunteers need a position before they run (S0-05)', async () => {
    const { key: id } = await propose({ volunteerPositions: 0 });
    expect(await act('startServiceProject', 'ServiceProject', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await act('approveServiceProject', 'ServiceProject', { id });
    expect(await act('startServiceProject', 'ServiceProject', { id })).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S0-05',
    });
    const { data } = await ca.query('query ($id: ID!) { serviceProject(id: $id) { state } }', { id });
    expect(data.serviceProject.state).toBe('APPROVED');
  });

  it('with a guide need a certified one before they run (S0-06), and both modes may hold', async () => {
    const { key: id } = await propose({ linkageModes: ['VOLUNTEER_ASSISTS', 'SOCIAL_WORKER_GUIDES'] });
    await act('approveServiceProject', 'ServiceProject', { id });
    expect(await act('startServiceProject', 'ServiceProject', { id })).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S0-06',
    });
    const newcomer = await act('registerPerson', 'Person', {
      idNumber: newIdNumber(),
      name: '新人',
      districtCode: '440106',
    });
    const worker = await act('registerSocialWorker', 'SocialWorker', { personId: newcomer.key, employerUscc: agency });
    expect(await act('assignGuide', 'ServiceProject', { projectId: id, socialWorkerId: worker.key })).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S0-06',
    });
    await act('recordSocialWorkQualification', 'SocialWorker', {
      socialWorkerId: worker.key,
      level: 'ASSISTANT',
      certNo: 'P-0001',
      issuedOn: '2021-05-01',
    });
    expect(await act('assignGuide', 'ServiceProject', { projectId: id, socialWorkerId: worker.key })).toMatchObject({
      key: id,
    });
    for (const [step, state] of [
      ['start', 'RUNNING'],
      ['suspend', 'SUSPENDED'],
      ['resume', 'RUNNING'],
      ['complete', 'COMPLETED'],
      ['close', 'CLOSED'],
    ]) {
      expect(await act(`${step}ServiceProject`, 'ServiceProject', { id })).toMatchObject({ state });
    }
  });

  it('refuse a wrong period, a foreign partner, a taken code, and repeat with the same key', async () => {
    expect(await propose({ endsOn: '2026-12-01' })).toMatchObject({ code: 'INVALID_PERIOD', field: 'endsOn' });
    expect(await propose({ budgetFen: -1 })).toMatchObject({ code: 'INVALID_INPUT', field: 'budgetFen' });
    expect(await propose({}, partner('91350100M000100Y43'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await propose({ siteId: 'stn_nowhere' })).toMatchObject({ code: 'UNKNOWN_REFERENCE', field: 'siteId' });
    const same = { code: code(), idempotencyKey: crypto.randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => propose(same)));
    expect(new Set(answers.map(({ key }) => key)).size).toBe(1);
    expect(await propose({ code: same.code })).toMatchObject({ code: 'DUPLICATE', field: 'code' });
    expect(await propose({ ...same, title: 'another' })).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });
});

describe('needs (S3-24)', () => {
  it('go from filing to closing, each step once', async () => {
    const { key: id } = await act('fileNeed', 'ResidentNeed', {
      communityId: community,
      group: 'ELDERLY',
      category: '陪伴',
      description: '陪伴就医',
    });
    expect(await act('matchNeed', 'ResidentNeed', { id, activityId: 'act_1' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
    for (const [step, state] of [
      ['verify', 'VERIFIED'],
      ['match', 'MATCHED'],
      ['serve', 'SERVED'],
      ['close', 'CLOSED'],
    ]) {
      const input = step === 'match' ? { id, activityId: 'act_1' } : { id };
      expect(await act(`${step}Need`, 'ResidentNeed', input)).toMatchObject({ state });
    }
    expect(await act('closeNeed', 'ResidentNeed', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  it('are filed by a person for himself only, and their words stay with the owner', async () => {
    const somebody = await act('registerPerson', 'Person', {
      idNumber: newIdNumber(),
      name: '某人',
      districtCode: '440106',
    });
    const input = { communityId: community, group: 'YOUTH', category: '托管', description: '秘密' };
    expect(
      await act('fileNeed', 'ResidentNeed', { ...input, personId: somebody.key }, person('p_other')),
    ).toMatchObject({ code: 'FORBIDDEN' });
    const { key: id } = await act(
      'fileNeed',
      'ResidentNeed',
      { ...input, personId: somebody.key },
      person(somebody.key),
    );
    const { data } = await ca.query(
      'query ($id: ID!) { residentNeed(id: $id) { group description } }',
      { id },
      partner(agency),
    );
    expect(data.residentNeed).toEqual({ group: 'YOUTH', description: null });
  });
});
