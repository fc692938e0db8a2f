import type { Seeder } from '#kit/seeding/seeder';
import type { SeedHonour, World } from '#seed/world-types';
import { AwardProgramme } from '../awards/award-programme.entity.js';
import { Commendation } from '../awards/commendation.entity.js';
import { events } from '../events.js';

const HISTORY = 40;
const PROGRAMMES = ['awd_linkage', 'awd_people'] as const;
const TYPES = {
  Person: 'PERSON',
  Organization: 'ORGANIZATION',
  ServiceProject: 'SERVICE_PROJECT',
  Volunteer: 'VOLUNTEER',
  SocialWorker: 'SOCIAL_WORKER',
} as const satisfies Record<SeedHonour['nominee']['type'], string>;

/** Two open programmes and the honours of the world (S0-09). */
export async function seedAwards(seeder: Seeder, { honours }: World): Promise<void> {
  const cycle = seeder.options.today.slice(0, 4);
  await seeder.insert(AwardProgramme, [
    {
      id: PROGRAMMES[0],
      title: '优秀“社工+志愿者”联动项目',
      cycle,
      criteria: '联动方式明确,成效显著。',
      state: 'OPEN' as const,
    },
    { id: PROGRAMMES[1], title: '优秀社工和志愿者', cycle, criteria: '服务时数和评价突出。', state: 'OPEN' as const },
  ]);
  await seeder.insert(
    Commendation,
    honours.map(({ id, nominee, title, level, issuedOn, programme }) => ({
      id,
      programme: PROGRAMMES[programme] ?? PROGRAMMES[0],
      nomineeType: TYPES[nominee.type],
      nomineeKey: nominee.key,
      title,
      level,
      issuedOn,
      revokedOn: null,
    })),
  );
  for (const { id, nominee, issuedOn } of honours
    .toSorted((a, b) => (a.issuedOn < b.issuedOn ? 1 : -1))
    .slice(0, HISTORY)) {
    seeder.announce(events.CommendationConferred, {
      subject: Object.assign(new Commendation(), { id }),
      at: new Date(`${issuedOn}T15:00:00+08:00`),
      organization: nominee.type === 'Organization' ? nominee.key : null,
      project: nominee.type === 'ServiceProject' ? nominee.key : null,
    });
  }
}
