import type { Seeder } from '#kit/seeding/seeder';
import { sql } from '#kit/sql';

/** Sets every volunteer's star level from the confirmed minutes, by the policy table, in one statement. */
export async function seedStars({ em }: Seeder): Promise<void> {
  await sql(
    em,
    `update volunteer v set star_level = s.level from (
       select r.volunteer_id, max(p.level) as level
       from (select volunteer_id, sum(minutes) as minutes from service_record where state = 'CONFIRMED' group by 1) r
       join star_policy p on r.minutes >= p.minimum_hours * 60 group by 1) s
     where s.volunteer_id = v.id`,
  );
}
