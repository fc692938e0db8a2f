import type { EntityProperty } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from '../sql.js';
import type { EntityClass } from '../publishing/entity-class.js';

const BATCH = 2000;

/** Inserts plain rows through JSON record sets: about 20 ms per 1000 rows, one statement per batch. */
export async function bulkInsert<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  rows: Iterable<Partial<T>>,
): Promise<number> {
  const meta = em.getMetadata().get(entity);
  const properties = meta.properties as unknown as Record<string, EntityProperty>;
  let statement: string | undefined;
  let batch: Record<string, unknown>[] = [];
  let count = 0;
  const flush = async () => {
    if (batch.length === 0 || statement === undefined) return;
    await sql(em, statement, [JSON.stringify(batch)]);
    count += batch.length;
    batch = [];
  };
  for (const row of rows) {
    const columns: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(row)) {
      const column = properties[name]?.fieldNames[0];
      if (column === undefined) throw new Error(`${entity.name} has no column ${name}`);
      columns[column] = value ?? null;
    }
    statement ??= insertStatement(meta.tableName, Object.keys(columns));
    batch.push(columns);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return count;
}

/** All rows of one call must name the same columns; columns that are not named take their default. */
function insertStatement(table: string, columns: readonly string[]): string {
  const list = columns.map((column) => `"${column}"`).join(', ');
  return `insert into "${table}" (${list}) select ${list} from json_populate_recordset(null::"${table}", ?::json)`;
}
