import type { EntityProperty } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Loader } from '../loading/loader.js';
import { sql } from '../sql.js';
import type { EntityClass } from '../publishing/entity-class.js';
import { publicationOf } from '../publishing/publish.js';
import { type Connection, toConnection } from './connection.js';
import { checkPage, type PageArgs } from './page.js';

export interface ChildrenOptions {
  /** Further condition on the child's row, as SQL over its columns with `?` for parameters. */
  readonly where?: readonly [sql: string, ...parameters: (string | number | boolean)[]] | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  /** Parents are prefixes of the column, as `divisionPrefix` answers them: children of a division and all below it. */
  readonly prefix?: boolean | undefined;
}

/**
 * Loads the same page of children for many parents in one statement (a lateral join, so each parent gets its own
 * first N). The total costs one more statement for all parents, only when asked for.
 */
export function childrenOf<T extends object>(
  child: EntityClass<T>,
  parentColumn: keyof T & string,
  args: PageArgs,
  { where, order = 'asc', prefix = false }: ChildrenOptions = {},
): Loader<string, Connection<T>> {
  const { first, after } = checkPage(args);
  const condition = where ? ` and (${where[0]})` : '';
  const parameters = where ? where.slice(1) : [];
  const name = JSON.stringify(['children', child.name, parentColumn, first, after, order, where, prefix]);
  return {
    name,
    async batch(em, parents) {
      const columns = names(em, child, parentColumn, prefix);
      const beyond = after === undefined ? '' : ` and ${columns.key} ${order === 'asc' ? '>' : '<'} ?`;
      const rows = await sql(
        em,
        `select parent.value as parent__, child.* from unnest(array[${parents.map(() => '?').join(',')}]::text[]) as parent(value)
         cross join lateral (select * from ${columns.table} where ${columns.match}${condition}${beyond}
         order by ${columns.key} ${order} limit ${first + 1}) child`,
        [...parents, ...parameters, ...(after === undefined ? [] : [after])],
      );
      const byParent = new Map<string, T[]>(parents.map((parent) => [parent, []]));
      for (const { parent__, ...row } of rows) byParent.get(String(parent__))?.push(em.map<T>(child, row as never));
      const totals = lazily(() => countChildren(em, columns, parents, condition, parameters));
      const key = publicationOf(child).keys[0] as keyof T & string;
      return parents.map((parent) =>
        toConnection(
          byParent.get(parent) ?? [],
          first,
          (row) => String(row[key]),
          async () => {
            return (await totals()).get(parent) ?? 0;
          },
        ),
      );
    },
  };
}

interface SqlNames {
  readonly table: string;
  /** Whether a row is a child of `parent.value`. */
  readonly match: string;
  readonly key: string;
}

function names(em: EntityManager, child: EntityClass, parentColumn: string, prefix: boolean): SqlNames {
  const meta = em.getMetadata().get(child);
  const column = (property: string) => {
    const prop = (meta.properties as Record<string, EntityProperty>)[property];
    return `"${prop?.fieldNames[0] ?? property}"`;
  };
  return {
    table: `"${meta.tableName}"`,
    match: prefix ? `starts_with(${column(parentColumn)}, parent.value)` : `${column(parentColumn)} = parent.value`,
    key: column(publicationOf(child).keys[0] ?? 'id'),
  };
}

async function countChildren(
  em: EntityManager,
  columns: SqlNames,
  parents: readonly string[],
  condition: string,
  parameters: readonly (string | number | boolean)[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ parent: string; n: string }>(
    em,
    `select parent.value as parent, count(*) as n from unnest(array[${parents.map(() => '?').join(',')}]::text[]) as parent(value)
     join ${columns.table} on ${columns.match} where true${condition} group by 1`,
    [...parents, ...parameters],
  );
  return new Map(rows.map((row) => [row.parent, Number(row.n)]));
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined;
  return () => (value ??= make());
}
