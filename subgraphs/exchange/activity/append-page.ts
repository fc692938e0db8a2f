import { randomUUID } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { OutboxEvent, OutboxPage } from '#kit/feed/outbox-page';
import { activityHash, type ChainedEvent, type LoggedEvent } from '#kit/feed/activity-chain';
import { boundSql, sql } from '#kit/sql';
import { ACTIVITY_CHANNEL } from './activity-log.js';
import { ensureMonth, monthOf } from './partitions.js';

/** Where a department's outbox is to be read from. */
export interface FollowPosition {
  /** Undefined: from the start of its epoch. */
  readonly cursor: string | undefined;
  /** The last event that was taken over. */
  readonly lastId: string | undefined;
}

const COLUMNS =
  'position bigint, hash text, recorded_at timestamptz, department text, id text, type text, subject_type text, subject_key text, occurred_at timestamptz, district_code text, organization_uscc text, project_id text, person_id text, audience text, facts jsonb';
const NAMES = COLUMNS.replaceAll(/ (text|timestamptz|jsonb|bigint)/g, '');

/** What the log tells when a department's database was restored from a backup. */
export const RESTORED = 'DepartmentRestored';

export async function readFollowPosition(orm: MikroORM, department: string): Promise<FollowPosition> {
  const rows = await sql<{ cursor: string | null; last_id: string | null }>(
    orm.em.fork(),
    'select cursor, last_id from outbox_position where department = ?',
    [department],
  );
  return { cursor: rows[0]?.cursor ?? undefined, lastId: rows[0]?.last_id ?? undefined };
}

/** The department's outbox is read from its start again: its database was restored, or is another. */
export async function restartFollowing(orm: MikroORM, department: string): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const { head } = await holdLog(em);
    await sql(
      em,
      'update outbox_position set cursor = null, last_id = null, restart_head = ?, restart_common = 0 where department = ?',
      [head, department],
    );
  });
}

/**
 * Appends a page of a department's outbox and its new position in one transaction; what is already there is left
 * alone. Appends are one after the other, so that positions become visible in their order: a reader never sees 8 before 7.
 * Answers how many events were new. `also` writes in the same transaction.
 */
export async function appendPage(
  orm: MikroORM,
  department: string,
  page: OutboxPage,
  also: (em: EntityManager) => Promise<unknown> = () => Promise.resolve(),
): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const log = await holdLog(em);
    const known = await sql<{ id: string; position: string }>(
      em,
      'select id, position from activity_event where id in (select json_array_elements_text(?::json))',
      [JSON.stringify(page.events.map(({ id }) => id))],
    );
    const ids = new Set(known.map(({ id }) => id));
    const fresh = page.events.filter(({ id }) => !ids.has(id));
    const common = known.reduce((newest, { position }) => Math.max(newest, Number(position)), 0);
    const restored = await movePosition(em, department, page, common);
    const added = restored ? [...fresh, restored] : fresh;
    if (added.length > 0) await append(em, log, department, added);
    await also(em);
    return added.length;
  });
}

interface HeldLog {
  readonly head: number;
  readonly headHash: string;
  /** The time of what is appended now: never before the event before it, whatever the clock does. */
  readonly now: Date;
}

async function holdLog(em: EntityManager): Promise<HeldLog> {
  const [row] = await sql<{ head: string; head_hash: string; now: Date | string }>(
    em,
    'select head, head_hash, greatest(head_at, clock_timestamp()) as now from activity_log for update',
  );
  if (!row) throw new Error('the activity log has no row for its ends');
  return { head: Number(row.head), headHash: row.head_hash, now: new Date(row.now) };
}

async function append(em: EntityManager, log: HeldLog, department: string, events: readonly OutboxEvent[]) {
  await ensureMonth(em, monthOf(log.now));
  const recordedAt = log.now.toISOString();
  let hash = log.headHash;
  const rows = events.map((event, index): ChainedEvent => {
    const logged: LoggedEvent = {
      position: log.head + 1 + index,
      id: event.id,
      department,
      type: event.type,
      subjectType: event.subjectType,
      subjectKey: event.subjectKey,
      occurredAt: new Date(event.occurredAt).toISOString(),
      recordedAt,
      districtCode: event.district,
      organizationUscc: event.organization,
      projectId: event.project,
      personId: event.person,
      audience: event.audience,
      facts: event.facts,
    };
    hash = activityHash(hash, logged);
    return { ...logged, hash };
  });
  await boundSql(
    em,
    `insert into activity_event (${NAMES}) select ${NAMES} from json_to_recordset(?::json) as event(${COLUMNS})`,
    [JSON.stringify(rows.map(toRow))],
  );
  await sql(em, 'update activity_log set head = ?, head_hash = ?, head_at = ?', [
    log.head + rows.length,
    hash,
    log.now,
  ]);
  await sql(em, `select pg_notify('${ACTIVITY_CHANNEL}', '')`);
}

function toRow(event: ChainedEvent): object {
  return {
    ...event,
    subject_type: event.subjectType,
    subject_key: event.subjectKey,
    occurred_at: event.occurredAt,
    recorded_at: event.recordedAt,
    district_code: event.districtCode,
    organization_uscc: event.organizationUscc,
    project_id: event.projectId,
    person_id: event.personId,
  };
}

/** Answers what is to be told when reading a restored outbox anew has come to its end. */
async function movePosition(
  em: EntityManager,
  department: string,
  page: OutboxPage,
  common: number,
): Promise<OutboxEvent | undefined> {
  const [position] = await sql<{ restart_head: string | null; restart_common: string | null }>(
    em,
    `insert into outbox_position as known (department, cursor, last_id, advanced_at) values (?, ?, ?, now())
     on conflict (department) do update set cursor = excluded.cursor, advanced_at = excluded.advanced_at,
       last_id = coalesce(excluded.last_id, known.last_id), restart_common = greatest(known.restart_common, ?::bigint)
     returning restart_head, restart_common`,
    [department, page.cursor, page.events.at(-1)?.id ?? null, common],
  );
  const head = position?.restart_head ?? null;
  if (head === null || page.more) return undefined;
  const [undone] = await sql<{ n: string }>(
    em,
    'select count(*) as n from activity_event where department = ? and type <> ? and position > ? and position <= ?',
    [department, RESTORED, Number(position?.restart_common ?? 0), Number(head)],
  );
  await sql(em, 'update outbox_position set restart_head = null, restart_common = null where department = ?', [
    department,
  ]);
  return {
    id: randomUUID(),
    type: RESTORED,
    subjectType: 'Department',
    subjectKey: department,
    occurredAt: new Date().toISOString(),
    district: null,
    organization: null,
    project: null,
    person: null,
    audience: 'public',
    facts: { undone: Number(undone?.n ?? 0) },
  };
}
