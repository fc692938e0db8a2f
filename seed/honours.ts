import { addDays } from '#kit/deadlines/china-date';
import { draw } from './draw.js';
import { KIND } from './kinds.js';
import type { SeedHonour, World } from './world-types.js';

type Source = Pick<
  World,
  'options' | 'projects' | 'volunteerCount' | 'socialWorkerCount' | 'volunteer' | 'socialWorker' | 'person' | 'byRole'
>;

/** Honours of projects, organisations, social workers, volunteers and, for the last two, of the person behind them. */
export function makeHonours(world: Source): SeedHonour[] {
  const { seed, today } = world.options;
  const nominees: SeedHonour['nominee'][] = [
    ...world.projects
      .filter(({ state, index }) => state !== 'PROPOSED' && state !== 'APPROVED' && index % 4 === 0)
      .map(({ id }) => ({ type: 'ServiceProject' as const, key: id })),
    ...world
      .byRole('SOCIAL_WORK_AGENCY')
      .filter((_, n) => n % 8 === 0)
      .map(({ uscc }) => ({ type: 'Organization' as const, key: uscc })),
  ];
  for (let index = 0; index < Math.min(world.volunteerCount, 20_000); index += 40) {
    const volunteer = world.volunteer(index);
    nominees.push(
      { type: 'Volunteer', key: volunteer.id },
      { type: 'Person', key: world.person(volunteer.personIndex).id },
    );
  }
  for (let index = 0; index < Math.min(world.socialWorkerCount, 20_000); index += 25) {
    nominees.push({ type: 'SocialWorker', key: world.socialWorker(index).id });
  }
  const titles = {
    ServiceProject: '优秀联动项目',
    Organization: '优秀社工机构',
    Volunteer: '优秀志愿者',
    Person: '社会服务先进个人',
    SocialWorker: '优秀社工',
  };
  return nominees.map((nominee, index) => {
    const choose = draw(seed, KIND.honour, index);
    const issuedOn = addDays(today, -choose.int(20, 350));
    return {
      id: choose.id('cmd', Date.parse(issuedOn)),
      nominee,
      title: `${issuedOn.slice(0, 4)}年度${titles[nominee.type]}`,
      level: choose.chance(0.4) ? 'CITY' : 'DISTRICT',
      issuedOn,
      programme: nominee.type === 'ServiceProject' || nominee.type === 'Organization' ? 0 : 1,
    };
  });
}
