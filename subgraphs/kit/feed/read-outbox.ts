import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from '../sql.js';
import { OUTBOX_VERSION, type OutboxEvent, type OutboxPage } from '#protocol/outbox';

interface Row {
  seq: string;
  xid: string;
  id: string;
  type: string;
  subject_type: string;
  subject_key: string;
  occurred_at: Date | string;
  district: string | null;
  organization: string | null;
  project: string | null;
  audience: OutboxEvent['audience'];
  facts: OutboxEvent['facts'];
}

export const START = '0.0';
const CURSOR = /^\d{1,20}\.\d{1,20}$/;

export function isOutboxCursor(value: string): boolean {
  return CURSOR.test(value);
}

/** Events after a position. Rows of transactions that may still be running are held back, so none is ever skipped. */
export async function readOutbox(em: EntityManager, after: string, limit: number): Promise<OutboxPage> {
  const [xid = '0', seq = '0'] = after.split('.');
  const rows = await sql<Row>(
    em,
    `select seq, xid::text, id, type, subject_type, subject_key, occurred_at, district, organization, project, audience, facts
     from outbox where (xid, seq) > (?::xid8, ?::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
     order by xid, seq limit ?`,
    [xid, seq, limit],
  );
  const last = rows.at(-1);
  return { version: OUTBOX_VERSION, events: rows.map(toEvent), cursor: last ? `${last.xid}.${last.seq}` : after };
}

function toEvent(row: Row): OutboxEvent {
  const { id, type, district, organization, project, audience, facts } = row;
  return {
    id,
    type,
    subjectType: row.subject_type,
    subjectKey: row.subject_key,
    occurredAt: new Date(row.occurred_at).toISOString(),
    district,
    organization,
    project,
    audience,
    facts,
  };
}
