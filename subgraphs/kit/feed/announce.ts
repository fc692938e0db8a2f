import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OutboxEvent } from '#protocol/outbox';
import type { EntityClass } from '../publishing/entity-class.js';
import { publicationOf } from '../publishing/publish.js';
import { sql } from '../sql.js';
import type { EventType } from './events.js';

export interface Announcement {
  /** The entity that it happened to. */
  readonly subject: object;
  /** Division code. */
  readonly district?: string | null | undefined;
  /** Unified social credit code of the organisation concerned. */
  readonly organization?: string | null | undefined;
  readonly project?: string | null | undefined;
  /** Numbers, codes and flags only; never personal data. */
  readonly facts?: OutboxEvent['facts'] | undefined;
  /** When it happened, if not now. */
  readonly at?: Date | undefined;
  /** Narrower audience than the event type's, for example for an anonymous donor. */
  readonly audience?: OutboxEvent['audience'] | undefined;
}

export interface PendingEvent {
  readonly event: EventType;
  readonly announcement: Announcement;
}

/** Channel on which readers of the outbox are woken up; a lost notification only delays. */
export const OUTBOX_CHANNEL = 'hub_outbox';

const COLUMNS =
  'id text, type text, subject_type text, subject_key text, occurred_at timestamptz, district text, organization text, project text, person text, audience text, facts jsonb';
const NAMES = COLUMNS.replaceAll(/ (text|timestamptz|jsonb)/g, '');

/**
 * Appends events to the outbox within the current transaction, as the last thing that it does. Transactions that announce
 * something about the same subject do it one after the other, and none is placed before the one before it: a transaction
 * that began early and changed the subject late has the smaller id, and takes the place of the later one (decision 7).
 */
export async function writeOutbox(em: EntityManager, now: Date, pending: readonly PendingEvent[]): Promise<void> {
  if (pending.length === 0) return;
  const rows = pending.map((each) => toRow(now, each));
  await sql(
    em,
    `select pg_advisory_xact_lock(key) from
       (select distinct hashtextextended(subject, 0) as key from json_array_elements_text(?::json) as subject order by key) as keys`,
    [JSON.stringify(rows.map((row) => `${row.subject_type}:${row.subject_key}`))],
  );
  await sql(
    em,
    `insert into outbox (xid, ${NAMES}) select greatest(pg_current_xact_id(), (
         select known.xid from outbox as known
         where known.subject_type = event.subject_type and known.subject_key = event.subject_key
         order by known.seq desc limit 1)), ${NAMES}
     from json_to_recordset(?::json) as event(${COLUMNS})`,
    [JSON.stringify(rows)],
  );
  await sql(em, `select pg_notify('${OUTBOX_CHANNEL}', '')`);
}

function toRow(now: Date, { event, announcement }: PendingEvent) {
  const { subject, district = null, organization = null, project = null, facts = {}, at = now } = announcement;
  const { typeName, keys } = publicationOf(subject.constructor as EntityClass);
  const key = String((subject as Record<string, unknown>)[keys[0] ?? 'id']);
  return {
    id: randomUUID(),
    type: event.type,
    subject_type: typeName,
    subject_key: key,
    occurred_at: at.toISOString(),
    district,
    organization,
    project,
    person: typeName === 'Person' ? key : personOf(subject),
    audience: announcement.audience ?? event.audience,
    facts,
  };
}

/** The person whom a record is about, where it is about one. */
function personOf({ personId, person }: { personId?: unknown; person?: unknown }): string | null {
  return [personId, person].find((id) => typeof id === 'string') ?? null;
}
