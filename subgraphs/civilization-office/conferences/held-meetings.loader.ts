import { loader } from '#kit/loading/loader';
import { sql } from '#kit/sql';

/** Member meetings held, by `<conference> <year>`; one statement for all. */
export const heldMeetings = loader<string, number>('held-member-meetings', async (em, keys) => {
  const rows = await sql<{ key: string; n: string }>(
    em,
    `select conference_id || ' ' || extract(year from held_on)::int as key, count(*) as n from meeting
     where kind = 'MEMBER' and state in ('HELD', 'MINUTED') and conference_id in (${keys.map(() => '?').join(',')}) group by 1`,
    keys.map((key) => key.split(' ')[0] ?? ''),
  );
  const counts = new Map(rows.map(({ key, n }) => [key, Number(n)]));
  return keys.map((key) => counts.get(key) ?? 0);
});
