import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from '../sql.js';
import type { Migration } from './migration.js';

/** Any number that no other advisory lock of the database uses. */
const LOCK = 7_310_000_001;

/** Brings the database up to date; several processes may start at once. Answers the names of what was run. */
export async function migrate(orm: MikroORM, migrations: readonly Migration[]): Promise<string[]> {
  const reader = orm.em.fork();
  const [known] = await sql<{ n: string | null }>(reader, "select to_regclass('public.migration') as n");
  if (known?.n) {
    const done = await sql<{ name: string }>(reader, 'select name from migration');
    if (migrations.every(({ name }) => done.some((row) => row.name === name))) return [];
  }
  return orm.em.fork().transactional(async (em) => {
    await sql(em, `select pg_advisory_xact_lock(${LOCK})`);
    await sql(
      em,
      'create table if not exists migration (name text primary key, ran_at timestamptz not null default now())',
    );
    const done = await sql<{ name: string }>(em, 'select name from migration');
    const names: string[] = [];
    for (const { name, up } of migrations) {
      if (done.some((row) => row.name === name)) continue;
      for (const statement of up) await sql(em, statement);
      await sql(em, 'insert into migration (name) values (?)', [name]);
      names.push(name);
    }
    return names;
  });
}
