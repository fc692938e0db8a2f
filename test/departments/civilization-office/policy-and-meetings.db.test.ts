import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { department } from '../../../subgraphs/civilization-office/department.js';
import { officialOf, partner, startDepartment, type TestDepartment } from '../../subgraph.js';

let now = new Date('2026-11-23T10:00:00+08:00');
let office: TestDepartment;
beforeAll(async () => {
  office = await startDepartment(department, { people: 400, clock: () => now });
});
afterAll(() => office[Symbol.asyncDispose]());

async function act(
  mutation: string,
  type: string,
  input: Record<string, unknown>,
  caller = officialOf('civilization-office'),
) {
  const argument = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await office.query(
    `mutation ($input: ${argument}!) { done: ${mutation}(input: $input) { __typename ... on ${type} { id: ${type === 'PolicyDocument' ? 'docNo' : 'id'} } ... on Problem { code field rule } } }`,
    { input },
    caller,
  );
  expect(errors).toBeUndefined();
  return data.done as { __typename: string; id: string; code?: string; field?: string; rule?: string };
}

describe('policies', () => {
  it('register every clause of the matrix and every rule with its parameters', async () => {
    const { data } = await office.query(
      '{ policyClauses { totalCount } policyDocument(docNo: "S2/2020") { clauses(first: 50) { totalCount edges { node { row quote } } } basisDocs { docNo status } } policyRule(id: "S2-09") { quote parameters { name value provenance } } }',
    );
    expect(data.policyClauses.totalCount).toBe(171);
    expect(data.policyDocument.clauses.totalCount).toBe(37);
    expect(data.policyDocument.basisDocs).toEqual([{ docNo: '黔党发〔2019〕8号', status: 'EXTERNAL' }]);
    expect(data.policyRule).toEqual({
      quote: '15个工作日内将驻站社工安排到街道',
      parameters: [{ name: 'workingDays', value: 15, provenance: 'TEXT' }],
    });
  });

  it('refuse a document whose basis is not registered, and a number that is taken', async () => {
    const input = {
      docNo: 'T/1',
      title: 'Test',
      issuers: ['X'],
      issuedOn: '2026-01-01',
      principles: [],
      basisDocNos: ['nowhere'],
    };
    expect(await act('publishPolicy', 'PolicyDocument', input)).toMatchObject({
      code: 'UNKNOWN_REFERENCE',
      field: 'basisDocNos',
    });
    expect(await act('publishPolicy', 'PolicyDocument', { ...input, basisDocNos: ['S2/2020'] })).toMatchObject({
      id: 'T/1',
    });
    expect(await act('publishPolicy', 'PolicyDocument', { ...input, basisDocNos: [] })).toMatchObject({
      code: 'DUPLICATE',
      field: 'docNo',
    });
    expect(
      await act('publishPolicy', 'PolicyDocument', { ...input, docNo: 'T/2', title: 'x'.repeat(201) }),
    ).toMatchObject({ code: 'INVALID_INPUT', field: 'title' });
    expect(await act('repealPolicy', 'PolicyDocument', { docNo: 'T/1' })).toMatchObject({ id: 'T/1' });
    expect(await act('repealPolicy', 'PolicyDocument', { docNo: 'T/1' })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    const { data } = await office.query('{ policyDocument(docNo: "T/2") { docNo } }');
    expect(data.policyDocument).toBeNull();
  });
});

describe('joint conferences', () => {
  const duty = async (id: string, year: number) =>
    (
      await office.query(
        'query ($id: ID!, $year: Int!) { jointConference(id: $id) { meetingDuty(year: $year) { required held verdict } hosts { uscc } } }',
        { id, year },
      )
    ).data.jointConference;

  it('compute the yearly duty from member meetings that were held (S0-11)', async () => {
    expect(await duty('cnf_zhongshan', 2025)).toMatchObject({ meetingDuty: { required: 1, held: 1, verdict: 'MET' } });
    expect((await duty('cnf_zhongshan', 2023)).meetingDuty).toEqual({ required: 1, held: 0, verdict: 'MISSED' });
    expect((await duty('cnf_zhongshan', 2026)).meetingDuty.held).toBe(0);
    expect((await duty('cnf_jilin', 2025)).meetingDuty).toEqual({ required: null, held: 0, verdict: 'NOT_APPLICABLE' });
    expect((await duty('cnf_zhongshan', 2026)).hosts).toHaveLength(2);
    const meeting = await act(
      'scheduleMeeting',
      'Meeting',
      { conferenceId: 'cnf_zhongshan', kind: 'MEMBER', subject: 'x', scheduledOn: '2026-12-01' },
      officialOf('youth-league'),
    );
    expect(meeting.__typename).toBe('Meeting');
    expect(await act('minuteMeeting', 'Meeting', { id: meeting.id, minutes: 'm' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
    expect(await act('holdMeeting', 'Meeting', { id: meeting.id })).toMatchObject({ id: meeting.id });
    expect((await duty('cnf_zhongshan', 2026)).meetingDuty).toMatchObject({ held: 1, verdict: 'MET' });
    expect(await act('cancelMeeting', 'Meeting', { id: meeting.id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  it('give tasks to one organisation, which alone may finish them (S0-12)', async () => {
    const { data: conference } = await office.query('{ jointConference(id: "cnf_zhongshan") { members { uscc } } }');
    const owner: string = conference.jointConference.members.at(-1).uscc;
    const meeting = await act('scheduleMeeting', 'Meeting', {
      conferenceId: 'cnf_zhongshan',
      kind: 'SPECIAL',
      subject: 'x',
      scheduledOn: '2026-12-01',
    });
    const task = { meetingId: meeting.id, title: 't', assigneeUscc: owner, dueOn: '2026-12-31' };
    expect(await act('raiseActionItem', 'ActionItem', task)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await act('holdMeeting', 'Meeting', { id: meeting.id });
    expect(await act('raiseActionItem', 'ActionItem', { ...task, assigneeUscc: '91350100M000100Y44' })).toMatchObject({
      code: 'INVALID_CREDIT_CODE',
    });
    expect(await act('raiseActionItem', 'ActionItem', { ...task, dueOn: '2020-01-01' })).toMatchObject({
      code: 'INVALID_PERIOD',
    });
    expect(await act('raiseActionItem', 'ActionItem', { ...task, assigneeUscc: '91350100M000100Y43' })).toMatchObject({
      code: 'RULE_BROKEN',
      field: 'assigneeUscc',
      rule: 'S0-12',
    });
    const item = await act('raiseActionItem', 'ActionItem', task);
    expect(await act('finishActionItem', 'ActionItem', { id: item.id }, partner('52442000NNPY0RM9A0'))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await act('finishActionItem', 'ActionItem', { id: item.id }, partner(owner))).toMatchObject({ id: item.id });
    const { data } = await office.query(
      '{ actionItems(filter: { state: IN_PROGRESS }) { edges { node { overdue state } } } }',
    );
    expect(data.actionItems.edges.map(({ node }: { node: object }) => node)).toContainEqual({
      overdue: true,
      state: 'IN_PROGRESS',
    });
  });
});

describe('commendations (S0-09)', () => {
  it('need a linkage mode, publicity and no open objection', async () => {
    now = new Date('2026-11-23T10:00:00+08:00');
    const base = {
      programmeId: 'awd_linkage',
      nomineeType: 'SERVICE_PROJECT',
      nomineeKey: 'prj_x',
      reason: 'good work',
    };
    expect(await act('nominate', 'Nomination', base)).toMatchObject({
      code: 'RULE_BROKEN',
      field: 'linkageMode',
      rule: 'S0-09',
    });
    const nomination = await act('nominate', 'Nomination', { ...base, linkageMode: 'VOLUNTEER_ASSISTS' });
    expect(await act('nominate', 'Nomination', { ...base, linkageMode: 'VOLUNTEER_ASSISTS' })).toMatchObject({
      code: 'DUPLICATE',
    });
    const conferral = { nominationId: nomination.id, title: 'Best', level: 'CITY' };
    expect(await act('confer', 'Commendation', conferral)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await act('reviewNomination', 'Nomination', { id: nomination.id });
    await act('publiciseNomination', 'Nomination', { id: nomination.id });
    expect(await act('confer', 'Commendation', conferral)).toMatchObject({ code: 'RULE_BROKEN', rule: 'S0-09' });
    await act('objectToNomination', 'Nomination', { id: nomination.id, objection: 'not true' });
    now = new Date('2026-12-10T10:00:00+08:00');
    expect(await act('confer', 'Commendation', conferral)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await act('settleObjection', 'Nomination', { id: nomination.id });
    const commendation = await act('confer', 'Commendation', conferral);
    expect(commendation.__typename).toBe('Commendation');
    const { data } = await office.query(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServiceProject { honours { totalCount edges { node { title honoured { __typename ... on ServiceProject { id } } } } } } } }',
      { r: [{ __typename: 'ServiceProject', id: 'prj_x' }] },
    );
    expect(data._entities[0].honours).toEqual({
      totalCount: 1,
      edges: [{ node: { title: 'Best', honoured: { __typename: 'ServiceProject', id: 'prj_x' } } }],
    });
    await act('revokeCommendation', 'Commendation', { id: commendation.id });
    const { data: after } = await office.query(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServiceProject { honours { totalCount } } } }',
      { r: [{ __typename: 'ServiceProject', id: 'prj_x' }] },
    );
    expect(after._entities[0].honours.totalCount).toBe(0);
  });
});

it('targets take their value from the department that counts it, and say progress', async () => {
  const representations = [{ __typename: 'Target', id: 'tgt_station_streets', currentValue: 32 }];
  const { data } = await office.query(
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Target { goal progress reached } } }',
    { r: representations },
  );
  expect(data._entities).toEqual([{ goal: 64, progress: 0.5, reached: false }]);
});
