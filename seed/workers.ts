import { addDays } from '#kit/deadlines/china-date';
import { chinaTime } from './days.js';
import { cycle, draw } from './draw.js';
import { KIND } from './kinds.js';
import { SOCIAL_WORKER_PLACES } from './people.js';
import type {
  SeedOrganization,
  SeedPerson,
  SeedSocialWorker,
  SeedTeam,
  SeedVolunteer,
  WorldOptions,
} from './world-types.js';

/** Volunteers: people whose index ends in 1, 4 or 7; social workers: two in forty, one of them also a volunteer. */
const VOLUNTEER_DIGITS = [1, 4, 7] as const;

export function countOf(people: number, places: readonly number[], of: number): number {
  const rest = people % of;
  return Math.floor(people / of) * places.length + places.filter((place) => place < rest).length;
}

export const volunteerCount = (people: number) => countOf(people, VOLUNTEER_DIGITS, 10);
export const socialWorkerCount = (people: number) => countOf(people, SOCIAL_WORKER_PLACES, 40);
export const donorCount = (people: number) => countOf(people, [1], 4);

export const personOfVolunteer = (index: number) => Math.floor(index / 3) * 10 + cycle(VOLUNTEER_DIGITS, index);
export const personOfSocialWorker = (index: number) => Math.floor(index / 2) * 40 + cycle(SOCIAL_WORKER_PLACES, index);
export const personOfDonor = (index: number) => index * 4 + 1;

const SKILLS = ['急救', '心理疏导', '法律咨询', '课业辅导', '家电维修', '理发', '摄影', '手语', '烹饪', '网络技术'];
const SERVICE_AREAS = ['为老服务', '青少年服务', '助残', '环境保护', '应急救援', '文化活动', '社区治理'];

export function makeTeams({ people, seed, today }: WorldOptions, sponsors: readonly SeedOrganization[]): SeedTeam[] {
  return Array.from({ length: 10 + Math.floor(people / 150) }, (_, index) => {
    const choose = draw(seed, KIND.team, index);
    const sponsor = cycle(sponsors, index);
    const formedOn = addDays(today, -choose.int(500, 2500));
    return {
      index,
      id: choose.id('tm', Date.parse(formedOn)),
      name: `${sponsor.name.replace(/(社会工作服务中心|志愿服务队)$/, '')}第${index + 1}志愿服务分队`,
      sponsorUscc: sponsor.uscc,
      districtCode: sponsor.districtCode,
      formedOn,
    };
  });
}

export function makeVolunteer(options: WorldOptions, teams: readonly SeedTeam[], index: number): SeedVolunteer {
  const { people, seed, today } = options;
  const choose = draw(seed, KIND.volunteer, index);
  const registeredAt = chinaTime(addDays(today, -choose.int(420, 2400)), choose.int(480, 1200));
  const personIndex = personOfVolunteer(index);
  return {
    index,
    id: choose.id('vol', registeredAt.getTime()),
    volunteerNo: `V${String(index + 1).padStart(9, '0')}`,
    personIndex,
    team: cycle(teams, Math.floor((personIndex * teams.length) / people)),
    registeredAt,
    skills: [...new Set([choose.pick(SKILLS), choose.pick(SKILLS)])],
    serviceAreas: [choose.pick(SERVICE_AREAS)],
  };
}

export function makeSocialWorker(
  { seed, today }: WorldOptions,
  agencies: readonly SeedOrganization[],
  person: SeedPerson,
  index: number,
): SeedSocialWorker {
  const choose = draw(seed, KIND.socialWorker, index);
  const level = choose.pick([
    'ASSISTANT',
    'ASSISTANT',
    'ASSISTANT',
    'SOCIAL_WORKER',
    'SOCIAL_WORKER',
    'SENIOR',
  ] as const);
  const firstIssuedOn = addDays(today, -choose.int(2400, 3600));
  return {
    index,
    id: choose.id('sw', Date.parse(firstIssuedOn)),
    personIndex: person.index,
    employerUscc: cycle(agencies, choose.int(0, agencies.length - 1)).uscc,
    communityId: choose.chance(0.85) ? person.community.id : null,
    level,
    certNo: `SW${firstIssuedOn.slice(0, 4)}${String(index + 1).padStart(8, '0')}`,
    firstIssuedOn,
  };
}
