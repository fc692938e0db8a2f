import { beforeAll, describe, expect, it } from 'vitest';
import { checkCreditCode } from '#kit/identifiers/credit-code';
import { checkIdNumber } from '#kit/identifiers/id-number';
import { districts } from './districts.js';
import { createWorld } from './world.js';
import type { World } from './world-types.js';

const options = { people: 2000, seed: 1, today: '2026-11-23', personIdKey: Buffer.alloc(32, 7) };

describe('divisions', () => {
  const all = districts();
  const count = (test: (code: string, level: string) => boolean) =>
    all.filter(({ code, level }) => test(code, level)).length;

  it('are the national snapshot, with towns for three provinces', () => {
    expect(count((_, level) => level === 'PROVINCE')).toBe(31);
    expect(count((code, level) => code.startsWith('52') && level === 'CITY')).toBe(9);
    expect(count((code, level) => code.startsWith('52') && level === 'COUNTY')).toBe(88);
    expect(count((code, level) => code.startsWith('52') && level === 'TOWN')).toBe(1510);
    expect(count((code, level) => code.startsWith('22') && level === 'TOWN')).toBe(1075);
    expect(count((code, level) => code.startsWith('4452') && level === 'TOWN')).toBe(108);
  });

  it('hang the towns of Zhongshan and Dongguan directly under the city', () => {
    expect(all.filter(({ parent }) => parent === '442000')).toHaveLength(23);
    expect(all.filter(({ parent }) => parent === '441900').every(({ level }) => level === 'TOWN')).toBe(true);
  });

  it('name a parent that exists, before the child', () => {
    const seen = new Set<string>();
    for (const { code, parent } of all) {
      if (parent !== null) expect(seen.has(parent), `${code} under ${parent}`).toBe(true);
      expect(seen.has(code)).toBe(false);
      seen.add(code);
    }
  });

  it('have the two functional zones of the texts', () => {
    expect(
      all.filter(({ kind, level }) => kind === 'FUNCTIONAL_ZONE' && level === 'COUNTY').map(({ name }) => name),
    ).toEqual(['揭阳东山区', '长白山管委会']);
  });
});

describe('the world', () => {
  let world: World;
  beforeAll(() => {
    world = createWorld(options);
  });

  it('is the same for the same options and another for another seed', () => {
    const again = createWorld(options);
    expect(again.person(77)).toEqual(world.person(77));
    expect([...again.participations()]).toEqual([...world.participations()]);
    expect(createWorld({ ...options, seed: 2 }).activities).not.toEqual(world.activities);
  });

  it('covers 8 cities, 40 counties and 64 streets with mandated stations (S2-01)', () => {
    const codes = world.sites
      .filter(({ kind, coverage }) => kind === 'STATION' && coverage === 'MANDATED')
      .map(({ districtCode }) => districtCode);
    const distinct = (digits: number) => new Set(codes.map((code) => code.slice(0, digits))).size;
    expect([distinct(4), distinct(6), distinct(9)]).toEqual([8, 40, 64]);
  });

  it('gives people and organisations valid identifiers that are all different', () => {
    const people = [...world.people()];
    expect(people.every(({ idNumber }) => checkIdNumber(idNumber, options.today))).toBe(true);
    expect(new Set(people.map(({ id }) => id)).size).toBe(options.people);
    expect(world.organizations.every(({ uscc }) => checkCreditCode(uscc))).toBe(true);
    expect(new Set(world.organizations.map(({ uscc }) => uscc)).size).toBe(world.organizations.length);
  });

  it('has every kind of body that takes part in Guangzhou (S4-21)', () => {
    const roles = [
      'CIVIL_AFFAIRS',
      'DISTRICT_CIVIL_AFFAIRS',
      'TOWN_GOVERNMENT',
      'CHARITY_SERVICE_CENTER',
      'CHARITY_FEDERATION',
      'DISTRICT_CHARITY_FEDERATION',
      'SOCIAL_WORK_ASSOCIATION',
      'SOCIAL_WORK_AGENCY',
      'COMMUNITY_FOUNDATION',
      'JOINT_FUNDRAISING_CENTER',
    ] as const;
    for (const role of roles) expect(world.byRole(role).length, role).toBeGreaterThan(0);
  });

  it('refers only to what exists', () => {
    const ids = (of: readonly { id: string }[]) => new Set(of.map(({ id }) => id));
    const codes = new Set(districts().map(({ code }) => code));
    const organizations = new Set(world.organizations.map(({ uscc }) => uscc));
    const [sites, projects, needs, communities] = [
      ids(world.sites),
      ids(world.projects),
      ids(world.needs),
      ids(world.communities),
    ];
    const workers = ids([...world.socialWorkers()]);
    for (const { districtCode } of [
      ...world.organizations,
      ...world.communities,
      ...world.sites,
      ...world.projects,
      ...world.activities,
      ...world.funds,
    ]) {
      expect(codes.has(districtCode), districtCode).toBe(true);
    }
    for (const project of world.projects) {
      expect(organizations.has(project.leadUscc) && sites.has(project.siteId)).toBe(true);
      if (project.guideSocialWorkerId !== null) expect(workers.has(project.guideSocialWorkerId)).toBe(true);
      if (project.linkageModes.includes('SOCIAL_WORKER_GUIDES')) expect(project.guideSocialWorkerId).not.toBeNull();
    }
    for (const activity of world.activities) {
      expect(organizations.has(activity.hostUscc)).toBe(true);
      if (activity.projectId !== null) expect(projects.has(activity.projectId)).toBe(true);
      if (activity.needId !== null) expect(needs.has(activity.needId)).toBe(true);
    }
    for (const need of world.needs) {
      expect(communities.has(need.communityId)).toBe(true);
      expect(world.person(need.personIndex).community.id).toBe(need.communityId);
    }
    expect(world.activities.some(({ shifts }) => shifts.some(({ state }) => state === 'COMING'))).toBe(true);
  });

  it('never has more people on a shift than positions, nor one volunteer in two places at once', () => {
    const shiftsOf = new Map<number, [number, number][]>();
    for (const { shift, volunteerIndex, record } of world.participations()) {
      expect(shift.taken).toBeLessThanOrEqual(shift.positions);
      const own = shiftsOf.get(volunteerIndex) ?? [];
      for (const [start, end] of own)
        expect(shift.startsAt.getTime() >= end || shift.endsAt.getTime() <= start).toBe(true);
      shiftsOf.set(volunteerIndex, [...own, [shift.startsAt.getTime(), shift.endsAt.getTime()]]);
      if (record) {
        expect(record.startedAt >= shift.startsAt && record.endedAt <= shift.endsAt && record.minutes > 0).toBe(true);
      }
    }
    expect(shiftsOf.size).toBeGreaterThan(world.volunteerCount / 2);
  });

  it('never spends more than a fund’s seed money, and dates gifts to a campaign within it', () => {
    const spent = new Map<string, number>();
    for (const { fund, amountFen } of world.disbursements()) spent.set(fund.id, (spent.get(fund.id) ?? 0) + amountFen);
    for (const fund of world.funds) expect(spent.get(fund.id) ?? 0).toBeLessThanOrEqual(fund.seedFen);
    const campaigns = new Map(world.campaigns.map((campaign) => [campaign.id, campaign]));
    for (const { designation, receivedAt } of world.donations()) {
      const campaign = campaigns.get(designation.id);
      if (campaign)
        expect(
          receivedAt.getTime() >= Date.parse(`${campaign.from}T00:00:00+08:00`) &&
            receivedAt.getTime() <= Date.parse(campaign.to) + 86_400_000,
        ).toBe(true);
    }
  });

  it('is made lazily, so that a large one costs little until it is read', () => {
    const large = createWorld({ ...options, people: 1_000_000 });
    expect(large.volunteerCount).toBe(300_000);
    expect(large.person(999_999).id).not.toBe(large.person(999_998).id);
    expect(checkIdNumber(large.person(999_999).idNumber, options.today)).toBe(true);
  });

  it('works for the smallest size', () => {
    const tiny = createWorld({ ...options, people: 1 });
    expect([...tiny.participations()]).toEqual([]);
    expect([...tiny.people()]).toHaveLength(1);
  });
});
