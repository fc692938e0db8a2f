import { addDays } from '#kit/deadlines/china-date';
import type { Seeder } from '#kit/seeding/seeder';
import type { World } from '#seed/world-types';
import { SocialWorkQualification } from '../social-workers/social-work-qualification.entity.js';

const LADDER = ['ASSISTANT', 'SOCIAL_WORKER', 'SENIOR'] as const;
const YEARS_BETWEEN = 3;

/** One certificate for each level up to the one reached, three years apart (S3-30: one level at a time). */
export async function seedQualifications(seeder: Seeder, world: World): Promise<void> {
  await seeder.insert(SocialWorkQualification, certificates(world));
}

function* certificates(world: World): Generator<Partial<SocialWorkQualification>> {
  for (const { id, level, certNo, firstIssuedOn } of world.socialWorkers()) {
    for (const [step, reached] of LADDER.slice(0, LADDER.indexOf(level) + 1).entries()) {
      yield {
        id: `${id.replace('sw_', 'qual_')}${step}`,
        certNo: `${certNo}-${step + 1}`,
        socialWorker: id,
        level: reached,
        issuedOn: addDays(firstIssuedOn, step * YEARS_BETWEEN * 365),
        validTo: null,
      };
    }
  }
}
