import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '#protocol/caller';
import { dashboard, officialOf, partner, person } from '../../subgraph.js';
import {
  activeVolunteers,
  at,
  HOST,
  key,
  type League,
  PROJECT,
  publishedActivity,
  startLeague,
  TOWN,
} from './league.js';

const SERVED_MINUTES = 150;

/** Numbers behind which there are fewer than five persons are not told to who may not read the persons. */
describe('statistics', () => {
  let league: League;
  let activity = '';
  let volunteers: string[] = [];
  let shift = '';

  async function serve(volunteer: string): Promise<void> {
    await league.mutate('applyForShift', { shiftId: shift, volunteerId: volunteer });
    league.now = new Date(at(28));
    const { id } = await league.mutate('recordService', {
      shiftId: shift,
      volunteerId: volunteer,
      startedAt: at(24),
      endedAt: at(26.5),
      idempotencyKey: key(),
    });
    await league.mutate('confirmServiceRecord', { id });
    league.now = new Date(at(0));
  }

  beforeAll(async () => {
    league = await startLeague();
    volunteers = await activeVolunteers(league, 7);
    ({ activity, shift } = await publishedActivity(league, { positions: 10 }));
    for (const volunteer of volunteers.slice(0, 3)) await serve(volunteer);
  });
  afterAll(() => league[Symbol.asyncDispose]());

  async function told(caller: Caller) {
    const { data, errors } = await league.running.query(
      `query ($r: [_Any!]!, $activity: ID!) { volunteerActivity(id: $activity) { confirmedMinutes } _entities(representations: $r) {
        ... on District { volunteerCount serviceMinutes } ... on ServiceProject { volunteerMinutes } } }`,
      {
        activity,
        r: [
          { __typename: 'District', code: TOWN },
          { __typename: 'District', code: '440000' },
          { __typename: 'District', code: '110000' },
          { __typename: 'ServiceProject', id: PROJECT },
        ],
      },
      caller,
    );
    expect(errors).toBeUndefined();
    const [town, province, elsewhere, project] = data._entities;
    return {
      volunteers: [town.volunteerCount, province.volunteerCount, elsewhere.volunteerCount],
      minutes: [town.serviceMinutes, elsewhere.serviceMinutes, project.volunteerMinutes],
      activity: data.volunteerActivity.confirmedMinutes,
    };
  }

  it('are exact for departments, and count for an organisation what is its own', async () => {
    const minutes = 3 * SERVED_MINUTES;
    const exact = { volunteers: [7, 7, 0], minutes: [minutes, 0, minutes], activity: minutes };
    expect(await told(officialOf('youth-league'))).toEqual(exact);
    expect(await told(officialOf('civil-affairs'))).toEqual(exact);
    expect(await told(partner(HOST))).toEqual({ ...exact, volunteers: [3, 3, 0] });
    expect(await told(partner('52441900MJL0000009'))).toEqual({
      volunteers: [0, 0, 0],
      minutes: [0, 0, 0],
      activity: 0,
    });
  });

  it.each([
    ['a screen', dashboard],
    ['a citizen', person('P1')],
  ])('of three persons are not told to %s; of seven roughly; that there is nobody, is', async (_, caller) => {
    const { volunteers: counts, minutes, activity: ofActivity } = await told(caller);
    for (const count of counts.slice(0, 2)) expect([5, 10]).toContain(count);
    expect(counts[2]).toBe(0);
    expect(minutes).toEqual([null, 0, null]);
    expect(ofActivity).toBeNull();
  });

  it('are told in steps when there are enough, always alike', async () => {
    for (const volunteer of volunteers.slice(3)) await serve(volunteer);
    const { minutes, activity: ofActivity } = await told(dashboard);
    // 7 × 150 = 1050, in steps of five hours.
    for (const each of [minutes[0], minutes[2], ofActivity]) expect([900, 1200]).toContain(each);
    expect(await told(dashboard)).toEqual(await told(dashboard));
  });
});
