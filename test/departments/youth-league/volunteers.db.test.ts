import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dashboard, partner, person } from '../../subgraph.js';
import {
  activeVolunteers,
  at,
  HOST,
  type League,
  OTHER_HOST,
  publishedActivity,
  registration,
  somebody,
  startLeague,
  tally,
  TOWN,
} from './league.js';

describe('volunteers', () => {
  let league: League;
  beforeEach(async () => {
    league = await startLeague();
  });
  afterEach(() => league[Symbol.asyncDispose]());

  it('are registered with a number of their own, verified and put to work', async () => {
    const { id, volunteerNo, state } = await league.mutate(
      'registerVolunteer',
      registration(1),
      person(somebody(1)),
      'state volunteerNo',
    );
    expect(state).toBe('PENDING');
    expect(volunteerNo).toMatch(/^V\d{9}$/);
    expect(await league.mutate('activateVolunteer', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await league.mutate('verifyVolunteer', { id })).toMatchObject({ state: 'VERIFIED' });
    expect(await league.mutate('activateVolunteer', { id })).toMatchObject({ state: 'ACTIVE' });
    expect(await league.mutate('suspendVolunteer', { id })).toMatchObject({ state: 'SUSPENDED' });
    expect(await league.mutate('activateVolunteer', { id })).toMatchObject({ state: 'ACTIVE' });
    expect(await league.mutate('withdrawVolunteer', { id }, person(somebody(1)))).toMatchObject({ state: 'WITHDRAWN' });
    expect(await league.mutate('activateVolunteer', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await league.announced()).toContain('VolunteerRegistered');
  });

  it('are one per person, however many registrations come at once (S0-23)', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => league.mutate('registerVolunteer', registration(1))),
    );
    expect(tally(answers)).toEqual({ PENDING: 1, DUPLICATE: 9 });
    expect(answers.find(({ code }) => code)).toMatchObject({ field: 'personId', rule: 'S0-23' });
    expect(await league.count('volunteer')).toBe(1);
    expect(await league.announced()).toEqual(['VolunteerRegistered']);
  });

  it.each([
    ['no PersonId', { personId: '440106199001011234' }, 'INVALID_INPUT', 'personId'],
    ['no division', { districtCode: '999999' }, 'INVALID_DIVISION_CODE', 'districtCode'],
    ['a text too long', { skills: ['长'.repeat(41)] }, 'INVALID_INPUT', 'skills.0'],
    ['a team that does not exist', { teamId: 'tm_none' }, 'UNKNOWN_REFERENCE', 'teamId'],
  ])('are not registered with %s', async (_, input, code, field) => {
    expect(await league.mutate('registerVolunteer', registration(1, input))).toMatchObject({ code, field });
    expect(await league.count('volunteer')).toBe(0);
    expect(await league.announced()).toEqual([]);
  });

  it('register themselves only, and withdraw themselves only', async () => {
    const stranger = person(somebody(2));
    expect(await league.mutate('registerVolunteer', registration(1), stranger)).toMatchObject({ code: 'FORBIDDEN' });
    const { id } = await league.mutate('registerVolunteer', registration(1));
    expect(await league.mutate('withdrawVolunteer', { id }, stranger)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await league.mutate('verifyVolunteer', { id }, stranger)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await league.mutate('verifyVolunteer', { id }, dashboard)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('are recruited by an organisation into its own team, or into none (S0-21)', async () => {
    const { id: teamId } = await league.mutate('formTeam', {
      name: '第一分队',
      sponsorUscc: HOST,
      districtCode: TOWN,
    });
    const answer = await league.mutate('registerVolunteer', registration(1, { teamId }), partner(OTHER_HOST));
    expect(answer).toMatchObject({ code: 'FORBIDDEN', field: 'teamId' });
    const recruited = await league.mutate(
      'registerVolunteer',
      registration(1, { teamId }),
      partner(HOST),
      'state source team { id }',
    );
    expect(recruited).toMatchObject({ state: 'PENDING', source: 'AGENCY', team: { id: teamId } });
  });

  it('do not join a team that was dissolved', async () => {
    const { id: teamId } = await league.mutate('formTeam', {
      name: '第一分队',
      sponsorUscc: HOST,
      districtCode: TOWN,
    });
    await league.mutate('dissolveTeam', { id: teamId });
    expect(await league.mutate('registerVolunteer', registration(1, { teamId }))).toMatchObject({
      code: 'RULE_BROKEN',
      field: 'teamId',
    });
  });

  it.each(['suspendVolunteer', 'withdrawVolunteer'])('give their coming places back on %s', async (step) => {
    const [first = '', second = ''] = await activeVolunteers(league, 2);
    const { shift } = await publishedActivity(league, { positions: 1 });
    const { id: held } = await league.mutate('applyForShift', { shiftId: shift, volunteerId: first });
    const { id: waiting } = await league.mutate('applyForShift', { shiftId: shift, volunteerId: second });
    await league.mutate(step, { id: first });
    const states = await league.rows<{ id: string; state: string }>('select id, state from application');
    expect(Object.fromEntries(states.map(({ id, state }) => [id, state]))).toEqual({
      [held]: 'WITHDRAWN',
      [waiting]: 'ACCEPTED',
    });
  });

  it('keep places whose shift has begun', async () => {
    const [volunteerId = ''] = await activeVolunteers(league, 1);
    const { shift } = await publishedActivity(league, { from: 24, to: 28 });
    await league.mutate('applyForShift', { shiftId: shift, volunteerId });
    league.now = new Date(at(25));
    await league.mutate('suspendVolunteer', { id: volunteerId });
    expect(await league.rows('select state from application')).toEqual([{ state: 'ACCEPTED' }]);
  });
});
