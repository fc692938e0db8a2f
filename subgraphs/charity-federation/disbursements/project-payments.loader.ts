import { loader } from '#kit/loading/loader';
import { sql } from '#kit/sql';

/** What funds paid, and committed but did not pay yet, to a project; in fen. */
export interface ProjectPayments {
  readonly paidFen: number;
  readonly committedFen: number;
}

export const projectPayments = loader<string, ProjectPayments>('payments by project', async (em, keys) => {
  const rows = await sql<{ key: string; paid: string; committed: string }>(
    em,
    `select project_id as key,
       coalesce(sum(amount_fen) filter (where state = 'PAID'), 0) as paid,
       coalesce(sum(amount_fen) filter (where state = 'COMMITTED'), 0) as committed
     from disbursement where project_id in (${keys.map(() => '?').join(',')}) group by 1`,
    keys,
  );
  const byProject = new Map(
    rows.map(({ key, paid, committed }) => [key, { paidFen: Number(paid), committedFen: Number(committed) }]),
  );
  return keys.map((key) => byProject.get(key) ?? { paidFen: 0, committedFen: 0 });
});
