import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { officialOf, partner, person } from '../../subgraph.js';
import {
  activeVolunteers,
  at,
  draft,
  HOST,
  type League,
  OTHER_HOST,
  publishedActivity,
  somebody,
  startLeague,
} from './league.js';

describe('activities', () => {
  let league: League;
  beforeEach(async () => {
    league = await startLeague();
  });
  afterEach(() => league[Symbol.asyncDispose]());
  const shift = (from: number, to: number, positions = 3) => ({ startsAt: at(from), endsAt: at(to), positions });

  it('are drafted, published, and finished when all shifts are over', async () => {
    const { id } = await league.mutate('createActivity', draft(), partner(HOST));
    expect(await league.mutate('finishActivity', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await league.mutate('publishActivity', { id }, partner(HOST))).toMatchObject({ state: 'PUBLISHED' });
    expect(await league.mutate('publishActivity', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    league.now = new Date(at(27));
    expect(await league.mutate('finishActivity', { id })).toMatchObject({ code: 'RULE_BROKEN' });
    league.now = new Date(at(28));
    expect(await league.mutate('finishActivity', { id })).toMatchObject({ state: 'FINISHED' });
    expect(await league.mutate('cancelActivity', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await league.announced()).toEqual(['ActivityPublished', 'ActivityFinished']);
  });

  it('are not published when no shift is to come', async () => {
    const { id } = await league.mutate('createActivity', draft({ from: 24, to: 28 }));
    league.now = new Date(at(25));
    expect(await league.mutate('publishActivity', { id }, partner(HOST))).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S0-29',
    });
  });

  it('free everybody when they are called off', async () => {
    const [volunteerId = '', second = ''] = await activeVolunteers(league, 2);
    const first = await publishedActivity(league, { positions: 1 });
    await league.mutate('applyForShift', { shiftId: first.shift, volunteerId });
    await league.mutate('applyForShift', { shiftId: first.shift, volunteerId: second });
    const other = await publishedActivity(league);
    expect(await league.mutate('applyForShift', { shiftId: other.shift, volunteerId })).toMatchObject({
      code: 'OVERLAP',
    });
    expect(await league.mutate('cancelActivity', { id: first.activity })).toMatchObject({ state: 'CANCELLED' });
    expect(await league.rows('select distinct state from application')).toEqual([{ state: 'DECLINED' }]);
    expect(await league.mutate('applyForShift', { shiftId: other.shift, volunteerId })).toMatchObject({
      state: 'ACCEPTED',
    });
  });

  it.each([
    ['no risks (art. 12)', { risks: '   ' }, 'INVALID_INPUT', 'risks'],
    ['no safeguards', { safeguards: '' }, 'INVALID_INPUT', 'safeguards'],
    ['no shift', { shifts: [] }, 'INVALID_INPUT', 'shifts'],
    ['a shift that ends before it starts', { shifts: [shift(28, 24)] }, 'INVALID_PERIOD', 'shifts.0.endsAt'],
    ['a shift longer than a day allows', { shifts: [shift(24, 60)] }, 'INVALID_PERIOD', 'shifts.0.endsAt'],
    ['a shift without positions', { shifts: [shift(24, 28, 0)] }, 'INVALID_INPUT', 'shifts.0.positions'],
    ['a wrong credit code', { hostUscc: '52442000XN0000001X' }, 'INVALID_CREDIT_CODE', 'hostUscc'],
    ['a title too long', { title: '长'.repeat(201) }, 'INVALID_INPUT', 'title'],
  ])('are not created with %s', async (_, input, code, field) => {
    expect(await league.mutate('createActivity', { ...draft(), ...input })).toMatchObject({ code, field });
    expect(await league.count('volunteer_activity')).toBe(0);
    expect(await league.count('activity_shift')).toBe(0);
  });

  it('are created once for one idempotency key', async () => {
    const input = draft();
    const answers = await Promise.all(Array.from({ length: 5 }, () => league.mutate('createActivity', input)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await league.count('volunteer_activity')).toBe(1);
    expect(await league.mutate('createActivity', { ...input, title: '别的活动' })).toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
  });

  it('belong to their host', async () => {
    expect(await league.mutate('createActivity', draft(), partner(OTHER_HOST))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await league.mutate('createActivity', draft(), person(somebody(1)))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await league.mutate('createActivity', draft(), officialOf('civil-affairs'))).toMatchObject({
      code: 'FORBIDDEN',
    });
    const { id } = await league.mutate('createActivity', draft(), partner(HOST));
    for (const step of ['publishActivity', 'cancelActivity', 'finishActivity']) {
      expect(await league.mutate(step, { id }, partner(OTHER_HOST))).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('are hidden from others while they are drafts', async () => {
    const { id } = await league.mutate('createActivity', draft());
    const seen = async (caller: Parameters<typeof league.running.query>[2]) => {
      const { data } = await league.running.query(
        `query ($id: ID!, $r: [_Any!]!) { volunteerActivity(id: $id) { id } volunteerActivities { totalCount } _entities(representations: $r) { ... on Organization { volunteerActivities { totalCount } } } }`,
        { id, r: [{ __typename: 'Organization', uscc: HOST }] },
        caller,
      );
      return [
        data.volunteerActivity !== null,
        data.volunteerActivities.totalCount,
        data._entities[0].volunteerActivities.totalCount,
      ];
    };
    expect(await seen(officialOf('youth-league'))).toEqual([true, 1, 1]);
    expect(await seen(partner(HOST))).toEqual([true, 1, 1]);
    expect(await seen(partner(OTHER_HOST))).toEqual([false, 0, 0]);
    expect(await seen(officialOf('civil-affairs'))).toEqual([false, 0, 0]);
    await league.mutate('publishActivity', { id });
    expect(await seen(partner(OTHER_HOST))).toEqual([true, 1, 1]);
  });
});
