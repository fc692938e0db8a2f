import type { EntityManager } from '@mikro-orm/postgresql';
import type { Kysely } from '@mikro-orm/sql';
import { CompiledQuery } from 'kysely';

export type SqlValue = string | number | boolean | Date | null;

/**
 * Runs one SQL statement, in the entity manager's transaction where there is one. `?` stands for a parameter.
 * For what the ORM cannot say in one statement; answers plain rows.
 */
export async function sql<Row extends object = Record<string, unknown>>(
  em: Pick<EntityManager, 'getConnection' | 'getTransactionContext'>,
  text: string,
  parameters: readonly SqlValue[] = [],
): Promise<Row[]> {
  return em.getConnection().execute<Row[]>(text, parameters as SqlValue[], 'all', em.getTransactionContext());
}

/**
 * The same with parameters that are sent beside the statement, and not written into it: for large ones, since the ORM writes texts into
 * statements character by character. The server learns their types from the statement, so each has a cast or stands beside a column.
 */
export async function boundSql<Row extends object = Record<string, unknown>>(
  em: Pick<EntityManager, 'getConnection' | 'getTransactionContext'>,
  text: string,
  parameters: readonly SqlValue[],
): Promise<Row[]> {
  let number = 0;
  const query = CompiledQuery.raw(
    text.replaceAll('?', () => `$${++number}`),
    [...parameters],
  );
  const runner = (em.getTransactionContext() ?? em.getConnection().getClient()) as Kysely<unknown>;
  return (await runner.executeQuery(query)).rows as Row[];
}
