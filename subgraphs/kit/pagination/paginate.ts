import type { FilterQuery, QueryOrderMap } from '@mikro-orm/core';
import type { Context } from '../identity/context.js';
import type { EntityClass } from '../publishing/entity-class.js';
import { publicationOf } from '../publishing/publish.js';
import { type Connection, toConnection } from './connection.js';
import { checkPage, type PageArgs } from './page.js';

export interface PaginateOptions<T extends object> {
  readonly where?: FilterQuery<T> | undefined;
  /** Ids sort by time, so `desc` is newest first. Default `asc`. */
  readonly order?: 'asc' | 'desc' | undefined;
}

/** One page of a table by keyset on its main key: one statement, and one more only when the total is asked for. */
export async function paginate<T extends object>(
  { em }: Pick<Context, 'em'>,
  entity: EntityClass<T>,
  args: PageArgs,
  { where, order = 'asc' }: PaginateOptions<T> = {},
): Promise<Connection<T>> {
  const { first, after } = checkPage(args);
  const key = publicationOf(entity).keys[0] as keyof T & string;
  const past = after === undefined ? undefined : { [key]: { [order === 'asc' ? '$gt' : '$lt']: after } };
  const filter = { $and: [where, past].filter((part) => part !== undefined) };
  const rows = await em.find<T>(entity, filter as never, {
    orderBy: { [key]: order } as QueryOrderMap<T>,
    limit: first + 1,
  });
  return toConnection(
    rows,
    first,
    (row) => String(row[key]),
    () => em.count<T>(entity, (where ?? {}) as never),
  );
}
