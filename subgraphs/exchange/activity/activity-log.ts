import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from '#kit/sql';
import { ActivityEvent } from './activity-event.entity.js';
import type { ActivitySelection } from './activity-selection.js';

/** Channel on which readers of the log are woken up. */
export const ACTIVITY_CHANNEL = 'hub_activity';

export interface ReadOptions {
  readonly after: number;
  /** Last position to read; for cutting over to live reading. */
  readonly upTo?: number | undefined;
  readonly limit: number;
}

/** Selected events after a position, in order. */
export async function readLog(
  em: EntityManager,
  { sql: condition, parameters }: ActivitySelection,
  options: ReadOptions,
) {
  const { after, upTo, limit } = options;
  const rows = await sql(
    em,
    `select * from activity_event where position > ?${upTo === undefined ? '' : ' and position <= ?'} and ${condition}
     order by position limit ?`,
    [after, ...(upTo === undefined ? [] : [upTo]), ...parameters, limit],
  );
  return rows.map((row) => em.map(ActivityEvent, row as never));
}

export async function countLog(em: EntityManager, { sql: condition, parameters }: ActivitySelection): Promise<number> {
  const [row] = await sql<{ n: string }>(em, `select count(*) as n from activity_event where ${condition}`, parameters);
  return Number(row?.n ?? 0);
}

/** An end of the log: the newest event, or the newest that was removed. Position 0: there is none. */
export interface LogEnd {
  readonly position: number;
  readonly hash: string;
  readonly at: Date;
}

/** Both ends of the log: everything after `floor` up to `head` is there. */
export async function readEnds(em: EntityManager): Promise<{ readonly head: LogEnd; readonly floor: LogEnd }> {
  const [row] = await sql<Record<string, string>>(em, 'select * from activity_log');
  const end = (name: string): LogEnd => ({
    position: Number(row?.[name] ?? 0),
    hash: row?.[`${name}_hash`] ?? '',
    at: new Date(row?.[`${name}_at`] ?? 0),
  });
  return { head: end('head'), floor: end('floor') };
}
