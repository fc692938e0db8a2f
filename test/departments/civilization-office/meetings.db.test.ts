import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, chinaDate } from '#kit/deadlines/china-date';
import { dashboard, officialOf, partner, person } from '../../subgraph.js';
import { startOffice, type TestOffice } from './office.js';

let office: TestOffice;
let host: string;
beforeAll(async () => {
  office = await startOffice();
  const { data } = await office.running.query('{ jointConference(id: "cnf_zhongshan") { hosts { uscc } } }');
  host = data.jointConference.hosts[0].uscc;
});
afterAll(() => office[Symbol.asyncDispose]());

const inDays = (days: number) => addDays(chinaDate(office.now()), days);
const plan = (days: number, kind = 'MEMBER') => ({
  conferenceId: 'cnf_zhongshan',
  kind,
  subject: '联动工作部署',
  scheduledOn: inDays(days),
});

async function heldMeeting(days: number): Promise<string> {
  const { id } = await office.act('scheduleMeeting', plan(days, 'SPECIAL'), 'id');
  expect(await office.act('holdMeeting', { id }, 'state heldOn')).toMatchObject({ state: 'HELD', heldOn: inDays(0) });
  return id;
}

async function unchanged(table: string, work: () => Promise<unknown>): Promise<void> {
  const count = () => office.read(`select count(*) as n from ${table}`);
  const before = await count();
  await work();
  expect(await count()).toEqual(before);
}

describe('a meeting (S0-11)', () => {
  it.each([
    ['in the past', () => ({ scheduledOn: inDays(-1) }), { code: 'INVALID_PERIOD', field: 'scheduledOn' }],
    ['of no conference', () => ({ conferenceId: 'cnf_none' }), { code: 'UNKNOWN_REFERENCE', field: 'conferenceId' }],
    ['without a subject', () => ({ subject: '  ' }), { code: 'INVALID_INPUT', field: 'subject' }],
    [
      'with a subject that is too long',
      () => ({ subject: '长'.repeat(201) }),
      { code: 'INVALID_INPUT', field: 'subject' },
    ],
  ])('is not scheduled %s, and leaves no row', async (_, wrong, problem) => {
    await unchanged('meeting', async () =>
      expect(await office.act('scheduleMeeting', { ...plan(10), ...wrong() })).toMatchObject(problem),
    );
  });

  it('is scheduled by the office and its co-hosts only', async () => {
    for (const caller of [officialOf('civil-affairs'), officialOf('youth-league'), officialOf('civilization-office')])
      expect(await office.act('scheduleMeeting', plan(20), '__typename', caller)).toMatchObject({
        __typename: 'Meeting',
      });
    await unchanged('meeting', async () => {
      for (const caller of [officialOf('charity-federation'), partner(host), person('p_x'), dashboard])
        expect(await office.act('scheduleMeeting', plan(21), '__typename', caller)).toMatchObject({
          code: 'FORBIDDEN',
        });
    });
  });

  it('is held, minuted and cancelled by the office alone', async () => {
    const { id } = await office.act('scheduleMeeting', plan(22), 'id', officialOf('youth-league'));
    for (const [mutation, input] of [
      ['holdMeeting', { id }],
      ['cancelMeeting', { id }],
      ['minuteMeeting', { id, minutes: '纪要' }],
    ] as const)
      for (const caller of [officialOf('youth-league'), officialOf('civil-affairs'), partner(host)])
        expect(await office.act(mutation, input, '__typename', caller)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await office.read(`select state from meeting where id = '${id}'`)).toEqual([{ state: 'SCHEDULED' }]);
  });

  it('goes from scheduled to held to minuted, and is cancelled before it is held only', async () => {
    const { id, state } = await office.act('scheduleMeeting', plan(3), 'id state');
    expect(state).toBe('SCHEDULED');
    expect(await office.act('minuteMeeting', { id, minutes: '纪要' })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await office.act('holdMeeting', { id });
    for (const step of ['holdMeeting', 'cancelMeeting'])
      expect(await office.act(step, { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION', field: 'state' });
    expect(await office.act('minuteMeeting', { id, minutes: '长'.repeat(20_001) })).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'minutes',
    });
    expect(await office.act('minuteMeeting', { id, minutes: '议定三项' }, 'state minutes')).toMatchObject({
      state: 'MINUTED',
      minutes: '议定三项',
    });
    const { id: other } = await office.act('scheduleMeeting', plan(5), 'id');
    expect(await office.act('cancelMeeting', { id: other }, 'state heldOn')).toMatchObject({
      state: 'CANCELLED',
      heldOn: null,
    });
    expect(await office.act('holdMeeting', { id: other })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await office.act('holdMeeting', { id: 'mtg_none' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('counts to the duty only when it is of members and was held', async () => {
    const year = Number(inDays(0).slice(0, 4));
    const held = async (at = year) => {
      const { data } = await office.running.query(
        `{ jointConference(id: "cnf_jilin") { meetingDuty(year: ${at}) { required held dueOn verdict } } }`,
      );
      return data.jointConference.meetingDuty;
    };
    const jilin = (kind: string) => ({ ...plan(1, kind), conferenceId: 'cnf_jilin' });
    const before = (await held()).held;
    const { id: special } = await office.act('scheduleMeeting', jilin('SPECIAL'), 'id');
    await office.act('holdMeeting', { id: special });
    const { id: cancelled } = await office.act('scheduleMeeting', jilin('MEMBER'), 'id');
    await office.act('cancelMeeting', { id: cancelled });
    await office.act('scheduleMeeting', jilin('MEMBER'), 'id');
    expect((await held()).held).toBe(before);
    const { id: member } = await office.act('scheduleMeeting', jilin('MEMBER'), 'id');
    await office.act('holdMeeting', { id: member });
    expect(await held()).toEqual({
      required: null,
      held: before + 1,
      dueOn: `${year}-12-31`,
      verdict: 'NOT_APPLICABLE',
    });
    expect((await held(year - 1)).held).toBe(0);
  });

  it('is held once, however many say so at once, and announced once', async () => {
    const { id } = await office.act('scheduleMeeting', plan(7), 'id');
    const answers = await Promise.all(Array.from({ length: 6 }, () => office.act('holdMeeting', { id })));
    expect(answers.filter(({ __typename }) => __typename === 'Meeting')).toHaveLength(1);
    expect(
      await office.read(`select type from outbox where subject_key = '${id}' and type = 'MeetingHeld'`),
    ).toHaveLength(1);
  });

  it('answers a duty for sensible years only', async () => {
    const { errors } = await office.running.query(
      '{ jointConference(id: "cnf_zhongshan") { meetingDuty(year: 99999) { held } } }',
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});

describe('a task (S0-12)', () => {
  it.each([
    ['of no meeting', () => ({ meetingId: 'mtg_none' }), { code: 'UNKNOWN_REFERENCE', field: 'meetingId' }],
    ['due in the past', () => ({ dueOn: inDays(-1) }), { code: 'INVALID_PERIOD', field: 'dueOn' }],
    [
      'with a wrong credit code',
      () => ({ assigneeUscc: `${host.slice(0, 17)}${host.endsWith('1') ? 2 : 1}` }),
      {
        code: 'INVALID_CREDIT_CODE',
        field: 'assigneeUscc',
      },
    ],
    ['with a title that is too long', () => ({ title: '长'.repeat(201) }), { code: 'INVALID_INPUT', field: 'title' }],
  ])('is not given %s, and leaves no row', async (_, wrong, problem) => {
    const meetingId = await heldMeeting(1);
    await unchanged('action_item', async () => {
      const task = { meetingId, title: '对接信息系统', assigneeUscc: host, dueOn: inDays(30) };
      expect(await office.act('raiseActionItem', { ...task, ...wrong() })).toMatchObject(problem);
    });
  });

  it('is started and finished by its owner, once, and announced when it closes', async () => {
    const task = { meetingId: await heldMeeting(2), title: '核对名单', assigneeUscc: host, dueOn: inDays(30) };
    expect(await office.act('raiseActionItem', task, '__typename', partner(host))).toMatchObject({ code: 'FORBIDDEN' });
    const { id, assignee, overdue } = await office.act('raiseActionItem', task, 'id overdue assignee { uscc }');
    expect({ assignee, overdue }).toEqual({ assignee: { uscc: host }, overdue: false });
    expect(await office.act('startActionItem', { id }, 'state', partner('91350100M000100Y43'))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await office.act('startActionItem', { id }, 'state', partner(host))).toMatchObject({ state: 'IN_PROGRESS' });
    expect(await office.act('startActionItem', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await office.act('finishActionItem', { id }, 'state doneOn', partner(host))).toMatchObject({
      state: 'DONE',
      doneOn: inDays(0),
    });
    expect(await office.act('finishActionItem', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await office.read(`select type, organization from outbox where subject_key = '${id}' order by seq`)).toEqual(
      [
        { type: 'ActionItemAssigned', organization: host },
        { type: 'ActionItemClosed', organization: host },
      ],
    );
    const { data } = await office.running.query(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Organization { actionItems { edges { node { id } } } } } }`,
      { r: [{ __typename: 'Organization', uscc: host }] },
    );
    expect(data._entities[0].actionItems.edges).toContainEqual({ node: { id } });
  });
});
