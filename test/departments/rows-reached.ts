import { RowScope } from '#kit/identity/row-scope';
import { sql } from '#kit/sql';
import type { Caller } from '#protocol/caller';
import type { TestDepartment } from '../subgraph.js';

/** How many rows of each table a statement without any condition reaches for a caller: the database's own lock. */
export async function rowsReached(
  { subgraph }: TestDepartment,
  tables: readonly string[],
  caller: Caller,
): Promise<number[]> {
  const scope = new RowScope(subgraph.running.orm, caller);
  const em = await scope.open();
  try {
    const counts: number[] = [];
    for (const table of tables) {
      const [row] = await sql<{ n: string }>(em, `select count(*) as n from ${table}`);
      counts.push(Number(row?.n));
    }
    return counts;
  } finally {
    await scope.close();
  }
}

/** Does something while the database keeps no rows back, so that the department's own rules stand alone. */
export async function withoutRowSecurity(
  { subgraph }: TestDepartment,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const em = subgraph.running.orm.em.fork();
  for (const table of tables) await sql(em, `alter table ${table} disable row level security`);
  try {
    await work();
  } finally {
    for (const table of tables) await sql(em, `alter table ${table} enable row level security`);
  }
}
