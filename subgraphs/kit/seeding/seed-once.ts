import type { MikroORM } from '@mikro-orm/postgresql';
import type { Department } from '../department.js';
import { type PendingEvent, writeOutbox } from '../feed/announce.js';
import { sql } from '../sql.js';
import { bulkInsert } from './bulk-insert.js';
import type { SeedOptions } from './seeder.js';

/** Fills an empty database in one transaction; a database that was seeded is left alone. Answers whether it did. */
export async function seedOnce(orm: MikroORM, department: Department, options: SeedOptions): Promise<boolean> {
  return orm.em.fork().transactional(async (em) => {
    const { people, seed, today } = options;
    const claimed = await sql(
      em,
      'insert into seed_state (id, people, seed, today) values (1, ?, ?, ?) on conflict do nothing returning id',
      [people, seed, today],
    );
    if (claimed.length === 0) return false;
    const pending: PendingEvent[] = [];
    await department.seed({
      options,
      em,
      insert: (entity, rows) => bulkInsert(em, entity, rows),
      announce: (event, announcement) => void pending.push({ event, announcement }),
    });
    const times = (event: PendingEvent) => event.announcement.at?.getTime() ?? 0;
    pending.sort((a, b) => times(a) - times(b));
    await writeOutbox(em, new Date(), pending);
    await sql(em, 'analyze');
    return true;
  });
}
