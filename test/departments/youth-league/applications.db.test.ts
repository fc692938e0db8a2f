import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partner, person } from '../../subgraph.js';
import {
  activeVolunteers,
  at,
  draft,
  HOST,
  type League,
  OTHER_HOST,
  type Plan,
  publishedActivity,
  registration,
  somebody,
  startLeague,
  tally,
} from './league.js';

describe('applications', () => {
  let league: League;
  beforeEach(async () => {
    league = await startLeague();
  });
  afterEach(() => league[Symbol.asyncDispose]());
  async function applied(plan: Plan = { autoAccept: false }) {
    const [volunteerId = ''] = await activeVolunteers(league, 1);
    const { activity, shift } = await publishedActivity(league, plan);
    const { id } = await league.mutate('applyForShift', { shiftId: shift, volunteerId });
    return { id, activity, shift, volunteerId };
  }
  const places = async () => (await league.rows<{ accepted: number }>('select accepted from activity_shift'))[0];

  it('go from the application to the attendance', async () => {
    const { id } = await applied();
    expect(await league.mutate('confirmApplication', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await league.mutate('acceptApplication', { id }, partner(HOST))).toMatchObject({ state: 'ACCEPTED' });
    expect(await league.mutate('confirmApplication', { id }, person(somebody(1)))).toMatchObject({
      state: 'CONFIRMED',
    });
    league.now = new Date(at(24));
    expect(await league.mutate('markAttended', { id }, partner(HOST))).toMatchObject({ state: 'ATTENDED' });
    expect(await league.mutate('markNoShow', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await places()).toEqual({ accepted: 1 });
  });

  it('are not attended, nor missed, before the shift begins', async () => {
    const { id } = await applied({ autoAccept: true });
    league.now = new Date(at(23));
    for (const step of ['markAttended', 'markNoShow']) {
      expect(await league.mutate(step, { id })).toMatchObject({ code: 'INVALID_PERIOD', rule: 'S0-29' });
    }
    league.now = new Date(at(25));
    expect(await league.mutate('markNoShow', { id })).toMatchObject({ state: 'NO_SHOW' });
  });

  it('are not accepted, confirmed or withdrawn once the shift has begun', async () => {
    const { id } = await applied();
    league.now = new Date(at(24));
    expect(await league.mutate('acceptApplication', { id }, partner(HOST))).toMatchObject({ code: 'INVALID_PERIOD' });
    league.now = new Date(at(1));
    await league.mutate('acceptApplication', { id }, partner(HOST));
    league.now = new Date(at(24));
    const volunteer = person(somebody(1));
    for (const step of ['confirmApplication', 'withdrawApplication']) {
      expect(await league.mutate(step, { id }, volunteer)).toMatchObject({ code: 'INVALID_PERIOD', rule: 'S0-29' });
    }
    expect(await places()).toEqual({ accepted: 1 });
  });

  it('give the place to the next in line when they are withdrawn', async () => {
    const volunteers = await activeVolunteers(league, 3);
    const { shift } = await publishedActivity(league, { positions: 1 });
    const ids: string[] = [];
    for (const volunteerId of volunteers) {
      ids.push((await league.mutate('applyForShift', { shiftId: shift, volunteerId })).id);
    }
    await league.mutate('withdrawApplication', { id: ids[0] });
    const states = await league.rows<{ state: string }>('select state from application order by id');
    expect(states.map(({ state }) => state)).toEqual(['WITHDRAWN', 'ACCEPTED', 'WAITLISTED']);
    expect(await places()).toEqual({ accepted: 1 });
  });

  it('pass over the next in line who has another shift at that time', async () => {
    const [first = '', second = '', third = ''] = await activeVolunteers(league, 3);
    const { shift } = await publishedActivity(league, { positions: 1 });
    const { id } = await league.mutate('applyForShift', { shiftId: shift, volunteerId: first });
    await league.mutate('applyForShift', { shiftId: shift, volunteerId: second });
    await league.mutate('applyForShift', { shiftId: shift, volunteerId: third });
    const other = await publishedActivity(league);
    await league.mutate('applyForShift', { shiftId: other.shift, volunteerId: second });
    expect(await league.mutate('withdrawApplication', { id })).toMatchObject({ state: 'WITHDRAWN' });
    const states = await league.rows<{ volunteer_id: string; state: string }>(
      'select volunteer_id, state from application where shift_id = ?',
      [shift],
    );
    expect(Object.fromEntries(states.map(({ volunteer_id: of, state }) => [of, state]))).toEqual({
      [first]: 'WITHDRAWN',
      [second]: 'WAITLISTED',
      [third]: 'ACCEPTED',
    });
  });

  it('fill freed places exactly when many withdraw at once', async () => {
    const volunteers = await activeVolunteers(league, 20);
    const { shift } = await publishedActivity(league, { positions: 8 });
    const answers = await Promise.all(
      volunteers.map((volunteerId) => league.mutate('applyForShift', { shiftId: shift, volunteerId })),
    );
    const held = answers.filter(({ state }) => state === 'ACCEPTED');
    await Promise.all(held.map(({ id }) => league.mutate('withdrawApplication', { id })));
    expect(tally(await league.rows<{ state: string }>('select state from application'))).toEqual({
      WITHDRAWN: 8,
      ACCEPTED: 8,
      WAITLISTED: 4,
    });
    expect(await places()).toEqual({ accepted: 8 });
  });

  it('may be made again after a withdrawal', async () => {
    const { id, shift, volunteerId } = await applied();
    await league.mutate('withdrawApplication', { id });
    const again = await league.mutate('applyForShift', { shiftId: shift, volunteerId });
    expect(again).toMatchObject({ state: 'APPLIED' });
    expect(again.id).not.toBe(id);
  });

  it('are accepted once only of two at the same time (S0-29)', async () => {
    const { id, volunteerId } = await applied();
    const other = await publishedActivity(league, { autoAccept: false });
    const second = await league.mutate('applyForShift', { shiftId: other.shift, volunteerId });
    const answers = await Promise.all(
      [id, second.id].map((application) => league.mutate('acceptApplication', { id: application })),
    );
    expect(tally(answers)).toEqual({ ACCEPTED: 1, OVERLAP: 1 });
  });

  it('are declined by the host, and then done', async () => {
    const { id } = await applied();
    expect(await league.mutate('declineApplication', { id }, partner(HOST))).toMatchObject({ state: 'DECLINED' });
    for (const step of ['acceptApplication', 'withdrawApplication', 'declineApplication']) {
      expect(await league.mutate(step, { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    }
  });

  it('are for active volunteers, published activities and shifts to come', async () => {
    const { id: pending } = await league.mutate('registerVolunteer', registration(9));
    const { shift } = await publishedActivity(league);
    const apply = (shiftId: string, volunteerId: string) => league.mutate('applyForShift', { shiftId, volunteerId });
    expect(await apply(shift, pending)).toMatchObject({ code: 'ILLEGAL_TRANSITION', field: 'volunteerId' });
    const [volunteerId = ''] = await activeVolunteers(league, 1);
    expect(await apply(shift, 'vol_none')).toMatchObject({ code: 'UNKNOWN_REFERENCE', field: 'volunteerId' });
    expect(await apply('shf_none', volunteerId)).toMatchObject({ code: 'NOT_FOUND', field: 'shiftId' });
    const over = await publishedActivity(league, { from: 1, to: 2 });
    league.now = new Date(at(1));
    expect(
      await league.mutate('applyForShift', { shiftId: over.shift, volunteerId }, person(somebody(1))),
    ).toMatchObject({ code: 'INVALID_PERIOD', field: 'shiftId' });
    const gone = await publishedActivity(league);
    await league.mutate('cancelActivity', { id: gone.activity });
    expect(await apply(gone.shift, volunteerId)).toMatchObject({ code: 'ILLEGAL_TRANSITION', field: 'shiftId' });
    expect(await league.count('application')).toBe(0);
  });

  it('are for volunteers who have the skills that the activity needs', async () => {
    const [volunteerId] = await activeVolunteers(league, 1);
    const selection = 'shifts(first: 1) { edges { node { id } } }';
    const open = async (requiredSkills: string[]) => {
      const { id, shifts } = await league.mutate(
        'createActivity',
        { ...draft(), requiredSkills },
        undefined,
        selection,
      );
      await league.mutate('publishActivity', { id });
      return shifts.edges[0].node.id as string;
    };
    const refused = await league.mutate('applyForShift', { shiftId: await open(['急救', '手语']), volunteerId });
    expect(refused).toMatchObject({ code: 'RULE_BROKEN', field: 'volunteerId', rule: 'S0-29' });
    expect(await league.count('application')).toBe(0);
    const taken = await league.mutate('applyForShift', { shiftId: await open(['急救']), volunteerId });
    expect(taken).toMatchObject({ state: 'ACCEPTED' });
  });

  it('are entered by officials afterwards too, when they were made on paper', async () => {
    const [volunteerId] = await activeVolunteers(league, 1);
    league.now = new Date(at(30));
    const { shift } = await publishedActivity(league, { from: 24, to: 28, autoAccept: false });
    const { id } = await league.mutate('applyForShift', { shiftId: shift, volunteerId });
    expect(await league.mutate('acceptApplication', { id })).toMatchObject({ state: 'ACCEPTED' });
    expect(await league.mutate('markAttended', { id })).toMatchObject({ state: 'ATTENDED' });
  });

  it('belong to the volunteer and the host', async () => {
    const { id, shift, volunteerId } = await applied();
    const stranger = person(somebody(2));
    expect(await league.mutate('applyForShift', { shiftId: shift, volunteerId }, stranger)).toMatchObject({
      code: 'FORBIDDEN',
    });
    for (const step of ['acceptApplication', 'declineApplication', 'markAttended', 'markNoShow']) {
      expect(await league.mutate(step, { id }, partner(OTHER_HOST)), step).toMatchObject({ code: 'FORBIDDEN' });
      expect(await league.mutate(step, { id }, person(somebody(1))), step).toMatchObject({ code: 'FORBIDDEN' });
    }
    for (const step of ['withdrawApplication', 'confirmApplication']) {
      expect(await league.mutate(step, { id }, stranger), step).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await league.rows('select state from application')).toEqual([{ state: 'APPLIED' }]);
  });
});
