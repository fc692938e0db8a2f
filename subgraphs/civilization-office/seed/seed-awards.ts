import type { Seeder } from '#kit/seeding/seeder';
import type { SeedHonour, World } from '#seed/world-types';
import { AwardProgramme } from '../awards/award-programme.entity.js';
import { Commendation } from '../awards/commendation.entity.js';
import { Nomination } from '../awards/nomination.entity.js';
import { events } from '../events.js';
import { conferredNominations, openNominations, PROGRAMMES, TYPES } from './nominations.js';

const HISTORY = 60;

/** Two open programmes, the honours of the world with the nominations behind them, and nominations under way (S0-09). */
export async function seedAwards(seeder: Seeder, world: World): Promise<void> {
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
  const conferred = conferredNominations(world);
  const open = openNominations(world);
  await seeder.insert(Nomination, [...conferred.map(({ row }) => row), ...open]);
  await seeder.insert(
    Commendation,
    conferred.map(({ row, honour: { id, title, level, issuedOn } }) => ({
      id,
      programme: row.programme,
      nomination: row.id,
      nomineeType: row.nomineeType,
      nomineeKey: row.nomineeKey,
      title,
      level,
      issuedOn,
      revokedOn: null,
    })),
  );
  announceConferrals(seeder, world.honours);
  for (const { id, nomineeKey, publicisedOn } of open) {
    if (publicisedOn === null) continue;
    seeder.announce(events.NominationPublicised, {
      subject: Object.assign(new Nomination(), { id }),
      at: new Date(`${publicisedOn}T09:00:00+08:00`),
      project: nomineeKey,
      facts: { nomineeType: TYPES.ServiceProject },
    });
  }
}

function announceConferrals(seeder: Seeder, honours: readonly SeedHonour[]): void {
  const latest = honours.toSorted((a, b) => (a.issuedOn < b.issuedOn ? 1 : -1)).slice(0, HISTORY);
  for (const { id, nominee, issuedOn, level } of latest) {
    seeder.announce(events.CommendationConferred, {
      subject: Object.assign(new Commendation(), { id }),
      at: new Date(`${issuedOn}T15:00:00+08:00`),
      organization: nominee.type === 'Organization' ? nominee.key : null,
      project: nominee.type === 'ServiceProject' ? nominee.key : null,
      facts: { level },
    });
  }
}
