import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from '../sql.js';
import {
  encodeOutboxCursor,
  OUTBOX_VERSION,
  type OutboxEvent,
  type OutboxPage,
  type OutboxPosition,
} from './outbox-page.js';

interface Row {
  seq: string;
  /** Not named as the column: `order by` would take the text instead. */
  position_xid: string;
  id: string;
  type: string;
  subject_type: string;
  subject_key: string;
  occurred_at: Date | string;
  district: string | null;
  organization: string | null;
  project: string | null;
  person: string | null;
  audience: OutboxEvent['audience'];
  facts: OutboxEvent['facts'];
}

const NAMES =
  'seq, xid::text as position_xid, id, type, subject_type, subject_key, occurred_at, district, organization, project, person, audience, facts';

/**
 * Events after a position (decision 7). Rows of transactions that may still be running are held back, and all rows after
 * them, so none is ever skipped; rows of one subject are in the order of its changes, because `writeOutbox` places each after
 * the one before.
 */
export async function readOutbox(em: EntityManager, after: OutboxPosition, limit: number): Promise<OutboxPage> {
  const rows = await sql<Row>(
    em,
    `select ${NAMES} from outbox where (xid, seq) > (?::xid8, ?::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
     order by xid, seq limit ?`,
    [after.xid, after.seq, limit],
  );
  const last = rows.at(-1);
  const position = last ? { epoch: after.epoch, xid: last.position_xid, seq: last.seq } : after;
  return {
    version: OUTBOX_VERSION,
    events: rows.map(toEvent),
    cursor: encodeOutboxCursor(position),
    more: rows.length === limit,
  };
}

function toEvent(row: Row): OutboxEvent {
  const { id, type, district, organization, project, person, audience, facts } = row;
  return {
    id,
    type,
    subjectType: row.subject_type,
    subjectKey: row.subject_key,
    occurredAt: new Date(row.occurred_at).toISOString(),
    district,
    organization,
    project,
    person,
    audience,
    facts,
  };
}
