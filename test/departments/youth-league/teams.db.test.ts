import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dashboard, partner } from '../../subgraph.js';
import { HOST, type League, OTHER_HOST, startLeague, TOWN, TOWN_BODY } from './league.js';

const team = { name: '长者关爱分队', sponsorUscc: HOST, districtCode: TOWN };

describe('teams', () => {
  let league: League;
  beforeEach(async () => {
    league = await startLeague();
  });
  afterEach(() => league[Symbol.asyncDispose]());
  const affiliate = (id: string, supervisingDistrict: string) =>
    league.mutate('affiliateTeam', { id, supervisingUscc: TOWN_BODY, supervisingDistrict });

  it.each([
    ['the same town', TOWN],
    ['the city around it', '442000'],
    ['the province around it', '440000'],
  ])('become active under a body of %s (S0-22)', async (_, division) => {
    const { id } = await league.mutate('formTeam', team, partner(HOST));
    expect(await affiliate(id, division)).toMatchObject({ state: 'AFFILIATED' });
    expect(await league.mutate('activateTeam', { id })).toMatchObject({ state: 'ACTIVE' });
    expect(await league.announced()).toEqual(expect.arrayContaining(['TeamFormed', 'TeamAffiliated']));
  });

  it.each([
    ['another town', '442000002'],
    ['another city', '440100'],
    ['another province', '520000'],
  ])('do not become active under a body of %s, until they are affiliated anew', async (_, division) => {
    const { id } = await league.mutate('formTeam', team);
    await affiliate(id, division);
    expect(await league.mutate('activateTeam', { id })).toMatchObject({ code: 'RULE_BROKEN', rule: 'S0-22' });
    const [row] = await league.rows('select state from volunteer_team');
    expect(row).toEqual({ state: 'AFFILIATED' });
    await affiliate(id, '442000');
    expect(await league.mutate('activateTeam', { id })).toMatchObject({ state: 'ACTIVE' });
  });

  it('cannot be made active outside their territory by anybody who writes past the actions', async () => {
    const { id } = await league.mutate('formTeam', team);
    await affiliate(id, '520000');
    const write = league.rows(`update volunteer_team set state = 'ACTIVE' where id = ? returning id`, [id]);
    await expect(write).rejects.toThrow(/team_territorial/);
  });

  it('name what they are good at once each (S3-33)', async () => {
    const specialties = ['助残', '手语', '助残'];
    const answer = await league.mutate('formTeam', { ...team, specialties }, undefined, 'specialties');
    expect(answer.specialties).toEqual(['助残', '手语']);
  });

  it('do not skip a step and do not come back', async () => {
    const { id } = await league.mutate('formTeam', team);
    expect(await league.mutate('activateTeam', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await league.mutate('dissolveTeam', { id })).toMatchObject({ state: 'DISSOLVED' });
    expect(await affiliate(id, TOWN)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await league.mutate('dissolveTeam', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  it('belong to their sponsor', async () => {
    expect(await league.mutate('formTeam', team, partner(OTHER_HOST))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await league.mutate('formTeam', team, dashboard)).toMatchObject({ code: 'FORBIDDEN' });
    const { id } = await league.mutate('formTeam', team, partner(HOST));
    expect(await league.mutate('dissolveTeam', { id }, partner(OTHER_HOST))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await league.mutate('dissolveTeam', { id }, partner(HOST))).toMatchObject({ state: 'DISSOLVED' });
  });

  it.each([
    ['a wrong credit code', { sponsorUscc: `${HOST.slice(0, 17)}?` }, 'INVALID_CREDIT_CODE'],
    ['a wrong division code', { districtCode: '000000' }, 'INVALID_DIVISION_CODE'],
    ['a name too long', { name: '队'.repeat(121) }, 'INVALID_INPUT'],
    ['no name', { name: '  ' }, 'INVALID_INPUT'],
  ])('are not formed with %s', async (_, input, code) => {
    expect(await league.mutate('formTeam', { ...team, ...input })).toMatchObject({ code });
    expect(await league.count('volunteer_team')).toBe(0);
  });
});
