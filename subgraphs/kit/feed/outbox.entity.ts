import { defineEntity, p } from '@mikro-orm/core';

/**
 * Events of committed changes, in the same database as the changes. `(xid, seq)` is the position: a plain `seq` would lose
 * rows of transactions that commit late. `xid` is the transaction's id, or that of a later one that has changed the same
 * subject before it (decision 7).
 */
export const OutboxTable = defineEntity({
  name: 'OutboxRow',
  tableName: 'outbox',
  properties: {
    seq: p.bigint('number').primary().autoincrement(),
    xid: p.string().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    writtenAt: p.datetime().defaultRaw('now()'),
    id: p.string().length(36).unique(),
    type: p.string().length(80),
    subjectType: p.string().length(80),
    subjectKey: p.string().length(120),
    occurredAt: p.datetime(),
    district: p.string().length(12).nullable(),
    organization: p.string().length(18).nullable(),
    project: p.string().length(64).nullable(),
    person: p.string().length(40).nullable(),
    audience: p.string().length(12),
    facts: p.json<Record<string, string | number | boolean | null>>(),
  },
  indexes: [
    { properties: ['xid', 'seq'] },
    { properties: ['subjectType', 'subjectKey', 'seq'] },
    { properties: ['writtenAt'] },
  ],
});
