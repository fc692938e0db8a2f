import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from '#kit/sql';

/** A month of the activity log, UTC: its table and its bounds. */
export interface Month {
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

const TABLE = /^activity_event_(\d{4})_(\d{2})$/;

export function monthOf(at: Date): Month {
  return month(at.getUTCFullYear(), at.getUTCMonth());
}

export function monthAfter(at: Date): Month {
  return month(at.getUTCFullYear(), at.getUTCMonth() + 1);
}

function month(year: number, index: number): Month {
  const from = new Date(Date.UTC(year, index, 1));
  const to = new Date(Date.UTC(year, index + 1, 1));
  const name = from.toISOString().slice(0, 7).replace('-', '_');
  return { table: `activity_event_${name}`, from: from.toISOString(), to: to.toISOString() };
}

/** Makes the table of a month unless it is there. Readers are not held up. */
export async function ensureMonth(em: EntityManager, { table, from, to }: Month): Promise<void> {
  const [known] = await sql<{ n: string | null }>(em, 'select to_regclass(?) as n', [table]);
  if (known?.n) return;
  await sql(em, `create table ${table} (like activity_event including defaults including constraints)`);
  await sql(em, `alter table activity_event attach partition ${table} for values from ('${from}') to ('${to}')`);
}

/** All months that there are, oldest first. */
export async function knownMonths(em: EntityManager): Promise<Month[]> {
  const rows = await sql<{ name: string }>(
    em,
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'activity_event'::regclass order by 1`,
  );
  return rows.flatMap(({ name }) => {
    const [, year, number] = TABLE.exec(name) ?? [];
    return year === undefined || number === undefined ? [] : [month(Number(year), Number(number) - 1)];
  });
}
