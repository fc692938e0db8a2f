import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partner } from '../../subgraph.js';
import { activeVolunteers, HOST, type League, publishedActivity, startLeague, tally } from './league.js';

/** S0-29: accepted never exceeds positions, whoever comes at once. All requests go over HTTP, in parallel. */
describe('places of a shift', () => {
  let league: League;
  beforeEach(async () => {
    league = await startLeague();
  });
  afterEach(() => league[Symbol.asyncDispose]());
  const accepted = async (shift: string) =>
    (await league.rows<{ accepted: number }>('select accepted from activity_shift where id = ?', [shift]))[0]?.accepted;

  it('goes to 5 of 50 who apply at once, and the other 45 wait', async () => {
    const volunteers = await activeVolunteers(league, 50);
    const { shift } = await publishedActivity(league, { positions: 5 });
    const answers = await Promise.all(
      volunteers.map((volunteerId) => league.mutate('applyForShift', { shiftId: shift, volunteerId })),
    );
    expect(tally(answers)).toEqual({ ACCEPTED: 5, WAITLISTED: 45 });
    expect(await accepted(shift)).toBe(5);
    expect((await league.announced()).filter((type) => type === 'PositionFilled')).toHaveLength(5);
  });

  it('goes to 5 of 50 who are accepted at once, and the host is told that no place is left', async () => {
    const volunteers = await activeVolunteers(league, 50);
    const { shift } = await publishedActivity(league, { positions: 5, autoAccept: false });
    const applications = await Promise.all(
      volunteers.map((volunteerId) => league.mutate('applyForShift', { shiftId: shift, volunteerId })),
    );
    expect(tally(applications)).toEqual({ APPLIED: 50 });
    const answers = await Promise.all(
      applications.map(({ id }) => league.mutate('acceptApplication', { id }, partner(HOST))),
    );
    expect(tally(answers)).toEqual({ ACCEPTED: 5, CAPACITY_REACHED: 45 });
    expect(await accepted(shift)).toBe(5);
    expect(answers.filter(({ code }) => code).every(({ rule }) => rule === 'S0-29')).toBe(true);
    const states = await league.rows<{ state: string }>('select state from application');
    expect(tally(states)).toEqual({ ACCEPTED: 5, APPLIED: 45 });
  });

  it('counts one and the same application once, however often it is accepted at once', async () => {
    const [volunteerId] = await activeVolunteers(league, 1);
    const { shift } = await publishedActivity(league, { autoAccept: false });
    const { id } = await league.mutate('applyForShift', { shiftId: shift, volunteerId });
    const answers = await Promise.all(Array.from({ length: 20 }, () => league.mutate('acceptApplication', { id })));
    expect(tally(answers)).toEqual({ ACCEPTED: 1, ILLEGAL_TRANSITION: 19 });
    expect(await accepted(shift)).toBe(1);
  });

  it('is not exceeded by anybody who writes past the actions', async () => {
    const { shift } = await publishedActivity(league, { positions: 1 });
    const write = league.rows('update activity_shift set accepted = 2 where id = ? returning id', [shift]);
    await expect(write).rejects.toThrow(/shift_capacity/);
  });

  it('gives one volunteer one of two shifts at the same time, though both are asked for at once', async () => {
    const [volunteerId] = await activeVolunteers(league, 1);
    const shifts = await Promise.all(
      Array.from({ length: 8 }, (_, index) => publishedActivity(league, { from: 24 + index * 0.25, to: 28 })),
    );
    const answers = await Promise.all(
      shifts.map(({ shift }) => league.mutate('applyForShift', { shiftId: shift, volunteerId })),
    );
    expect(tally(answers)).toEqual({ ACCEPTED: 1, OVERLAP: 7 });
    expect(await league.count(`activity_shift where accepted > 0`)).toBe(1);
    expect(await league.count('application')).toBe(1);
  });

  it('gives one volunteer two shifts that only touch', async () => {
    const [volunteerId] = await activeVolunteers(league, 1);
    const { shift: morning } = await publishedActivity(league, { from: 24, to: 26 });
    const { shift: noon } = await publishedActivity(league, { from: 26, to: 28 });
    for (const shiftId of [morning, noon]) {
      expect(await league.mutate('applyForShift', { shiftId, volunteerId })).toMatchObject({ state: 'ACCEPTED' });
    }
  });

  it('is applied for once', async () => {
    const [volunteerId] = await activeVolunteers(league, 1);
    const { shift } = await publishedActivity(league, { autoAccept: false });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => league.mutate('applyForShift', { shiftId: shift, volunteerId })),
    );
    expect(tally(answers)).toEqual({ APPLIED: 1, DUPLICATE: 9 });
  });
});
