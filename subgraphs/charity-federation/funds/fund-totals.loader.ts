import { loader } from '#kit/loading/loader';
import { sql } from '#kit/sql';

/** What the book of a fund says, in fen; reversals are already taken off. */
export interface FundTotals {
  readonly raisedFen: number;
  readonly spentFen: number;
  readonly outOfDistrictFen: number;
}

const NOTHING: FundTotals = { raisedFen: 0, spentFen: 0, outOfDistrictFen: 0 };

/** From the counter-accounts, where a reversal has the opposite sign of what it undoes. */
export const fundTotals = loader<string, FundTotals>('totals by fund', async (em, keys) => {
  const rows = await sql<{ key: string; raised: string; spent: string; outside: string }>(
    em,
    `select entry.fund_id as key,
       coalesce(-sum(entry.amount_fen) filter (where entry.account = 'DONORS'), 0) as raised,
       coalesce(sum(entry.amount_fen) filter (where entry.account = 'PROJECTS'), 0) as spent,
       coalesce(sum(entry.amount_fen) filter (where entry.account = 'PROJECTS' and payment.out_of_district), 0) as outside
     from fund_entry entry left join disbursement payment on payment.id = entry.disbursement_id
     where entry.fund_id in (${keys.map(() => '?').join(',')}) group by 1`,
    keys,
  );
  const byFund = new Map(
    rows.map(({ key, raised, spent, outside }) => [
      key,
      { raisedFen: Number(raised), spentFen: Number(spent), outOfDistrictFen: Number(outside) },
    ]),
  );
  return keys.map((key) => byFund.get(key) ?? NOTHING);
});
