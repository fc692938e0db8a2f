import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from '#kit/sql';
import type { OutboxPage } from '#kit/feed/outbox-page';
import { ActivityEvent } from './activity-event.entity.js';
import type { ActivitySelection } from './activity-selection.js';

/** Serialises appends, so that positions become visible in their order: a reader never sees 8 before 7. */
const APPEND_LOCK = 7_310_000_002;

/** Channel on which readers of the log are woken up. */
export const ACTIVITY_CHANNEL = 'hub_activity';

const COLUMNS =
  'id text, type text, subject_type text, subject_key text, occurred_at timestamptz, district_code text, organization_uscc text, project_id text, audience text, facts jsonb';
const NAMES = COLUMNS.replaceAll(/ (text|timestamptz|jsonb)/g, '');

/**
 * Appends a page of a department's outbox and its new position in one transaction; what is already there is left
 * alone. Answers how many events were new.
 */
export async function appendPage(orm: MikroORM, department: string, page: OutboxPage): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    await sql(em, `select pg_advisory_xact_lock(${APPEND_LOCK})`);
    const rows = page.events.map((event) => ({
      id: event.id,
      type: event.type,
      subject_type: event.subjectType,
      subject_key: event.subjectKey,
      occurred_at: event.occurredAt,
      district_code: event.district,
      organization_uscc: event.organization,
      project_id: event.project,
      audience: event.audience,
      facts: event.facts,
    }));
    const added = await sql(
      em,
      `insert into activity_event (department, ${NAMES})
       select ?, ${NAMES} from rows from (json_to_recordset(?::json) as (${COLUMNS})) with ordinality as event(${NAMES}, nth)
       order by nth on conflict (id) do nothing returning position`,
      [department, JSON.stringify(rows)],
    );
    await sql(
      em,
      `insert into outbox_position (department, cursor, advanced_at) values (?, ?, now())
       on conflict (department) do update set cursor = excluded.cursor, advanced_at = excluded.advanced_at`,
      [department, page.cursor],
    );
    await sql(em, `select pg_notify('${ACTIVITY_CHANNEL}', '')`);
    return added.length;
  });
}

/** Where a department's outbox is to be read from. */
export async function readPosition(orm: MikroORM, department: string): Promise<string> {
  const rows = await sql<{ cursor: string }>(orm.em.fork(), 'select cursor from outbox_position where department = ?', [
    department,
  ]);
  return rows[0]?.cursor ?? '0.0';
}

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

/** Position of the newest event; 0 for an empty log. */
export async function readHead(em: EntityManager): Promise<number> {
  const [row] = await sql<{ head: string }>(em, 'select coalesce(max(position), 0) as head from activity_event');
  return Number(row?.head ?? 0);
}
