import type { EntityManager } from '@mikro-orm/postgresql';

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
