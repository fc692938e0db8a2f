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
  'id text, type text, subject_type text, subject_key text, occurred_at timestamptz, district text, organization text, project text, audience text, facts jsonb';
const NAMES = COLUMNS.replaceAll(/ (text|timestamptz|jsonb)/g, '');

/** Appends events to the outbox within the current transaction. */
export async function writeOutbox(em: EntityManager, now: Date, pending: readonly PendingEvent[]): Promise<void> {
  if (pending.length === 0) return;
  const rows = pending.map((each) => toRow(now, each));
  await sql(em, `insert into outbox (${NAMES}) select ${NAMES} from json_to_recordset(?::json) as event(${COLUMNS})`, [
    JSON.stringify(rows),
  ]);
  await sql(em, `select pg_notify('${OUTBOX_CHANNEL}', '')`);
}

function toRow(now: Date, { event, announcement }: PendingEvent) {
  const { subject, district = null, organization = null, project = null, facts = {}, at = now } = announcement;
  const { typeName, keys } = publicationOf(subject.constructor as EntityClass);
  return {
    id: randomUUID(),
    type: event.type,
    subject_type: typeName,
    subject_key: String((subject as Record<string, unknown>)[keys[0] ?? 'id']),
    occurred_at: at.toISOString(),
    district,
    organization,
    project,
    audience: announcement.audience ?? event.audience,
    facts,
  };
}
