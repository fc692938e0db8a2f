import type { EntityManager } from '@mikro-orm/postgresql';
import { chinaDate } from '#kit/deadlines/china-date';
import { StarPolicy } from './star-policy.entity.js';

/** The star level that so many confirmed minutes give under the policy of the day; 0 for none. */
export async function levelFor(em: EntityManager, minutes: number, now: Date): Promise<number> {
  const today = chinaDate(now);
  const policies = await em.find(StarPolicy, { effectiveFrom: { $lte: today } });
  const reached = policies.filter(
    ({ minimumHours, effectiveTo }) => minutes >= minimumHours * 60 && (!effectiveTo || effectiveTo >= today),
  );
  return Math.max(0, ...reached.map(({ level }) => level));
}
