import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partner, person } from '../../subgraph.js';
import {
  activeVolunteers,
  at,
  HOST,
  key,
  type League,
  OTHER_HOST,
  type Plan,
  PROJECT,
  publishedActivity,
  somebody,
  startLeague,
  tally,
} from './league.js';

describe('service records', () => {
  let league: League;
  beforeEach(async () => {
    league = await startLeague();
  });
  afterEach(() => league[Symbol.asyncDispose]());

  /** A volunteer who has a place on a shift that is over. */
  async function served(plan: Plan = {}) {
    const [volunteerId = ''] = await activeVolunteers(league, 1);
    const { activity, shift } = await publishedActivity(league, plan);
    const { id: application } = await league.mutate('applyForShift', { shiftId: shift, volunteerId });
    league.now = new Date(at(plan.to ?? 28));
    return { volunteerId, shiftId: shift, activity, application };
  }
  const input = (of: { volunteerId: string; shiftId: string }, from = 24, to = 27) => ({
    shiftId: of.shiftId,
    volunteerId: of.volunteerId,
    startedAt: at(from),
    endedAt: at(to),
    idempotencyKey: key(),
  });
  const minutesOf = async (volunteerId: string) => {
    const { data } = await league.running.query(
      'query ($id: ID!) { volunteer(id: $id) { confirmedMinutes starLevel } }',
      { id: volunteerId },
    );
    return data.volunteer;
  };

  it('count minutes that the server computes, once they are confirmed', async () => {
    const of = await served();
    const record = await league.mutate(
      'recordService',
      input(of, 24, 26.5),
      partner(HOST),
      'state minutes hash project { id }',
    );
    expect(record).toMatchObject({ state: 'PENDING', minutes: 150, project: { id: PROJECT } });
    expect(record.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await minutesOf(of.volunteerId)).toEqual({ confirmedMinutes: 0, starLevel: 0 });
    expect(await league.mutate('confirmServiceRecord', { id: record.id }, partner(HOST))).toMatchObject({
      state: 'CONFIRMED',
    });
    expect(await minutesOf(of.volunteerId)).toEqual({ confirmedMinutes: 150, starLevel: 0 });
    expect(await league.mutate('confirmServiceRecord', { id: record.id })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
    expect(await league.announced()).toEqual(expect.arrayContaining(['ServiceRecorded', 'ServiceConfirmed']));
  });

  it('show that the volunteer attended', async () => {
    const of = await served();
    await league.mutate('recordService', input(of));
    expect(await league.rows('select state from application')).toEqual([{ state: 'ATTENDED' }]);
    expect(await league.mutate('markNoShow', { id: of.application })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  it.each([
    ['before the shift: the way there does not count', 23.5, 26, 'startedAt'],
    ['after the shift', 26, 28.5, 'startedAt'],
    ['backwards', 27, 26, 'endedAt'],
    ['of no length', 26, 26, 'endedAt'],
  ])('are not made for time %s', async (_, from, to, field) => {
    const of = await served();
    league.now = new Date(at(30));
    expect(await league.mutate('recordService', input(of, from, to))).toMatchObject({
      code: 'INVALID_PERIOD',
      field,
      rule: 'S0-24',
    });
    expect(await league.count('service_record')).toBe(0);
  });

  it('are not made for time that has not passed', async () => {
    const of = await served();
    league.now = new Date(at(26));
    expect(await league.mutate('recordService', input(of, 24, 27))).toMatchObject({ code: 'INVALID_PERIOD' });
  });

  it('are made for who had a place only (S2-26)', async () => {
    const of = await served();
    const [stranger = ''] = await activeVolunteers(league, 1, 2);
    expect(await league.mutate('recordService', input({ ...of, volunteerId: stranger }))).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S2-26',
    });
    await league.mutate('markNoShow', { id: of.application });
    expect(await league.mutate('recordService', input(of))).toMatchObject({ code: 'RULE_BROKEN', rule: 'S2-26' });
  });

  it('are made once for one idempotency key, though it comes many times at once', async () => {
    const of = await served();
    const once = input(of);
    const answers = await Promise.all(Array.from({ length: 10 }, () => league.mutate('recordService', once)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await league.count('service_record')).toBe(1);
    expect(await league.mutate('recordService', { ...once, endedAt: at(26) })).toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
  });

  it('never overlap for one volunteer, though they come at once', async () => {
    const of = await served();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => league.mutate('recordService', input(of, 24 + index * 0.25, 27))),
    );
    expect(tally(answers)).toEqual({ PENDING: 1, OVERLAP: 9 });
    expect(await league.count('service_record')).toBe(1);
  });

  it('are corrected by a new record that must be confirmed again; the old one stays', async () => {
    const of = await served();
    const { id } = await league.mutate('recordService', input(of, 24, 27));
    await league.mutate('confirmServiceRecord', { id });
    const corrected = await league.mutate(
      'correctServiceRecord',
      { id, startedAt: at(24), endedAt: at(26) },
      partner(HOST),
      'state minutes corrects',
    );
    expect(corrected).toMatchObject({ state: 'PENDING', minutes: 120, corrects: id });
    expect(await minutesOf(of.volunteerId)).toMatchObject({ confirmedMinutes: 0 });
    await league.mutate('confirmServiceRecord', { id: corrected.id });
    expect(await minutesOf(of.volunteerId)).toMatchObject({ confirmedMinutes: 120 });
    expect(await league.rows('select state, minutes from service_record order by minutes')).toEqual([
      { state: 'CONFIRMED', minutes: 120 },
      { state: 'VOIDED', minutes: 180 },
    ]);
    expect(await league.mutate('correctServiceRecord', { id, startedAt: at(24), endedAt: at(25) })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
  });

  it('stay as they are when a correction is refused', async () => {
    const of = await served();
    const { id } = await league.mutate('recordService', input(of, 24, 27));
    await league.mutate('confirmServiceRecord', { id });
    league.now = new Date(at(30));
    const answer = await league.mutate('correctServiceRecord', { id, startedAt: at(24), endedAt: at(29) });
    expect(answer).toMatchObject({ code: 'INVALID_PERIOD' });
    expect(await minutesOf(of.volunteerId)).toMatchObject({ confirmedMinutes: 180 });
  });

  it('are voided with a reason that is kept', async () => {
    const of = await served();
    const { id } = await league.mutate('recordService', input(of));
    expect(await league.mutate('voidServiceRecord', { id, reason: ' ' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await league.mutate('voidServiceRecord', { id, reason: '重复' }, partner(HOST))).toMatchObject({
      state: 'VOIDED',
    });
    expect(await league.rows('select void_reason from service_record')).toEqual([{ void_reason: '重复' }]);
    expect(await league.mutate('confirmServiceRecord', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    // The time is free again.
    expect(await league.mutate('recordService', input(of))).toMatchObject({ state: 'PENDING' });
  });

  it.each([
    ['its length', 'minutes = 60'],
    ['its times', `started_at = started_at - interval '1 hour'`],
    ['its volunteer', `volunteer_id = 'vol_other'`],
    ['its project', `project_id = 'prj_other'`],
    ['its division', `district_code = '440106001'`],
    ['who recorded it', `recorder = 'partner:other'`],
    ['what it corrects', `corrects = 'rec_other'`],
    ['a voided state', `state = 'PENDING'`],
  ])('are never changed in %s, not even past the actions', async (_, change) => {
    const of = await served();
    const { id } = await league.mutate('recordService', input(of));
    await league.mutate('voidServiceRecord', { id, reason: '重复' });
    await expect(league.rows(`update service_record set ${change} where id = ?`, [id])).rejects.toThrow(
      /never (edited|changed)/,
    );
    await expect(league.rows('delete from service_record where id = ?', [id])).rejects.toThrow(
      /never (edited|changed)/,
    );
    await expect(league.rows('truncate service_record cascade')).rejects.toThrow(/never (edited|changed)/);
  });

  it('belong to the host', async () => {
    const of = await served();
    expect(await league.mutate('recordService', input(of), partner(OTHER_HOST))).toMatchObject({ code: 'FORBIDDEN' });
    const { id } = await league.mutate('recordService', input(of), partner(HOST));
    for (const caller of [partner(OTHER_HOST), person(somebody(1))]) {
      expect(await league.mutate('confirmServiceRecord', { id }, caller)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await league.mutate('voidServiceRecord', { id, reason: '重复' }, caller)).toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    expect(await league.rows('select state from service_record')).toEqual([{ state: 'PENDING' }]);
  });

  it('reach a star level once, though the records that reach it are confirmed at once', async () => {
    const [volunteerId = ''] = await activeVolunteers(league, 1);
    const records: string[] = [];
    // 7 shifts of 15 hours are 105 hours: the first star takes 100.
    for (let day = 1; day <= 7; day++) {
      const { shift } = await publishedActivity(league, { from: day * 24, to: day * 24 + 15 });
      await league.mutate('applyForShift', { shiftId: shift, volunteerId });
    }
    league.now = new Date(at(24 * 9));
    const shifts = await league.rows<{ id: string }>('select id from activity_shift order by starts_at');
    for (const [index, { id: shiftId }] of shifts.entries()) {
      const from = (index + 1) * 24;
      records.push((await league.mutate('recordService', input({ volunteerId, shiftId }, from, from + 15))).id);
    }
    const answers = await Promise.all(records.map((id) => league.mutate('confirmServiceRecord', { id })));
    expect(tally(answers)).toEqual({ CONFIRMED: 7 });
    expect(await minutesOf(volunteerId)).toEqual({ confirmedMinutes: 105 * 60, starLevel: 1 });
    const stars = await league.rows(`select subject_type, facts from outbox where type = 'StarLevelReached'`);
    expect(stars).toEqual([{ subject_type: 'ServiceRecord', facts: { level: 1 } }]);
    await league.mutate('voidServiceRecord', { id: records[0], reason: '重复' });
    expect(await minutesOf(volunteerId)).toEqual({ confirmedMinutes: 90 * 60, starLevel: 0 });
  });
});
