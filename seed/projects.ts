import { addDays } from '#kit/deadlines/china-date';
import { chinaTime } from './days.js';
import { cycle, draw } from './draw.js';
import { KIND } from './kinds.js';
import type { SeedCommunity, SeedNeed, SeedOrganization, SeedProject, SeedSite, WorldOptions } from './world-types.js';

const DOMAINS = [
  ['INTEGRATION', '易地搬迁群众社会融入'],
  ['SOCIAL_ASSISTANCE', '困难家庭救助帮扶'],
  ['ELDERLY_CARE', '耆乐安居长者关怀'],
  ['LEFT_BEHIND_CHILDREN', '留守儿童成长关爱'],
  ['GRASSROOTS_GOVERNANCE', '社区议事与三社联动'],
  ['SOCIAL_AFFAIRS', '残障人士社区支持'],
] as const;
const STATES = ['RUNNING', 'RUNNING', 'RUNNING', 'COMPLETED', 'APPROVED', 'RUNNING', 'CLOSED', 'PROPOSED'] as const;
const MODES = [['VOLUNTEER_ASSISTS'], ['SOCIAL_WORKER_GUIDES'], ['VOLUNTEER_ASSISTS', 'SOCIAL_WORKER_GUIDES']] as const;

export function makeProjects(
  { people, seed, today }: WorldOptions,
  agencies: readonly SeedOrganization[],
  sites: readonly SeedSite[],
  socialWorkerId: (index: number) => string,
  socialWorkers: number,
): SeedProject[] {
  return Array.from({ length: Math.min(5000, 12 + Math.floor(people / 100)) }, (_, index) => {
    const choose = draw(seed, KIND.project, index);
    const [domain, subject] = cycle(DOMAINS, index);
    const state = cycle(STATES, index);
    const site = cycle(sites, index * 7);
    const linkageModes = cycle(MODES, index);
    const over = state === 'COMPLETED' || state === 'CLOSED';
    const from = addDays(
      today,
      state === 'PROPOSED' || state === 'APPROVED' ? choose.int(10, 90) : -choose.int(380, 700),
    );
    const guided = linkageModes.some((mode) => mode === 'SOCIAL_WORKER_GUIDES') && socialWorkers > 0;
    return {
      index,
      id: choose.id('prj', Date.parse(from) - 60 * 86_400_000),
      code: `XM${String(index + 1).padStart(6, '0')}`,
      title: `${site.name.replace(/(社会工作和志愿服务站|社工服务站|“社工\+志愿者”综合服务中心|社区社工综合服务中心)$/, '')}${subject}项目`,
      domain,
      linkageModes,
      leadUscc: cycle(agencies, index).uscc,
      siteId: site.id,
      districtCode: site.districtCode,
      state,
      from,
      to: addDays(from, over ? 300 : 800),
      budgetFen: choose.int(8, 60) * 1_000_000,
      volunteerPositions: choose.int(10, 60),
      guideSocialWorkerId: guided ? socialWorkerId(choose.int(0, socialWorkers - 1)) : null,
    };
  });
}

const NEEDS = [
  ['ELDERLY', '陪伴就医', '独居长者每周需要陪同复诊'],
  ['ELDERLY', '居家安全', '浴室需要加装扶手'],
  ['YOUTH', '课后托管', '放学后无人照看,需要作业辅导'],
  ['YOUTH', '心理支持', '转学后情绪低落,希望有人倾听'],
  ['SPECIAL', '康复训练', '出院后需要上门康复指导'],
  ['SPECIAL', '就业帮扶', '搬迁后希望在附近就业'],
] as const;
const NEED_STATES = ['FILED', 'VERIFIED', 'MATCHED', 'SERVED', 'CLOSED', 'VERIFIED'] as const;

export function makeNeeds({ people, seed, today }: WorldOptions, communities: readonly SeedCommunity[]): SeedNeed[] {
  return Array.from({ length: 20 + Math.floor(people / 20) }, (_, index) => {
    const choose = draw(seed, KIND.need, index);
    const [group, category, description] = cycle(NEEDS, index);
    const personIndex = Math.min(people - 1, Math.floor((index * people) / (20 + Math.floor(people / 20))));
    const state = choose.pick(NEED_STATES);
    // A need that an activity answers was filed before any activity of the world.
    const answered = state === 'MATCHED' || state === 'SERVED' || state === 'CLOSED';
    const filedAt = chinaTime(
      addDays(today, answered ? -choose.int(365, 420) : -choose.int(1, 300)),
      choose.int(480, 1080),
    );
    return {
      index,
      id: choose.id('need', filedAt.getTime()),
      // The community of the person whose need it is, by the same rule as in people.ts.
      communityId: cycle(communities, Math.floor((personIndex * communities.length) / people)).id,
      category,
      group,
      description,
      personIndex,
      state,
      filedAt,
    };
  });
}
