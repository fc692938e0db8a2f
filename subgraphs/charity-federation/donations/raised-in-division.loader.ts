import { loader } from '#kit/loading/loader';
import { sql } from '#kit/sql';

/**
 * Fen of confirmed donations in a division and all below it, by the prefix of its code: donations are summed up per
 * code first, so that the prefixes meet a few thousand codes and not every donation.
 */
export const raisedInDivision = loader<string, number>('raised in division', async (em, prefixes) => {
  const rows = await sql<{ prefix: string; total: string }>(
    em,
    `select division.prefix, sum(raised.total) as total
     from unnest(array[${prefixes.map(() => '?').join(',')}]::text[]) as division(prefix)
     join (select district_code, sum(amount_fen) as total from donation
           where state = 'CONFIRMED' and district_code is not null group by 1) raised
       on starts_with(raised.district_code, division.prefix)
     group by 1`,
    prefixes,
  );
  const totals = new Map(rows.map(({ prefix, total }) => [prefix, Number(total)]));
  return prefixes.map((prefix) => totals.get(prefix) ?? 0);
});
