import { loader, type Loader } from '#kit/loading/loader';
import { sql } from '#kit/sql';

/** Fen of confirmed donations per campaign, project or donor: one grouped statement for all keys. */
export function confirmedSum(
  column: 'campaign_id' | 'project_id' | 'donor_id',
  { namedOnly = false } = {},
): Loader<string, number> {
  return loader(`confirmed by ${column}${namedOnly ? ', named' : ''}`, async (em, keys) => {
    const rows = await sql<{ key: string; total: string }>(
      em,
      `select ${column} as key, sum(amount_fen) as total from donation
       where ${column} in (${keys.map(() => '?').join(',')}) and state = 'CONFIRMED'${namedOnly ? ' and not anonymous' : ''}
       group by 1`,
      keys,
    );
    const totals = new Map(rows.map(({ key, total }) => [key, Number(total)]));
    return keys.map((key) => totals.get(key) ?? 0);
  });
}
