import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from '#kit/sql';
import { ensureMonth, knownMonths, monthAfter, monthOf } from './partitions.js';

/**
 * Makes the tables of this month and the next, and removes the months that are older than the log is kept. Answers the
 * names of the months that were removed.
 */
export async function keepMonths(orm: MikroORM, keepDays: number, now: Date): Promise<string[]> {
  return orm.em.fork().transactional(async (em) => {
    await sql(em, `set local lock_timeout = '5s'`);
    await sql(em, 'select 1 from activity_log for update');
    await ensureMonth(em, monthOf(now));
    await ensureMonth(em, monthAfter(now));
    const oldest = new Date(now.getTime() - keepDays * 86_400_000).toISOString();
    const removed: string[] = [];
    for (const { table, to } of await knownMonths(em)) {
      if (to > oldest) break;
      await sql(
        em,
        `update activity_log set floor = last.position, floor_hash = last.hash, floor_at = last.recorded_at
         from (select position, hash, recorded_at from ${table} order by position desc limit 1) as last`,
      );
      await sql(em, `drop table ${table}`);
      removed.push(table);
    }
    return removed;
  });
}
