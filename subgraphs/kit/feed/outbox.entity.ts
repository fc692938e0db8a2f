import { defineEntity, p } from '@mikro-orm/core';

/**
 * Events of committed changes, in the same database as the changes. `(xid, seq)` is the position: a plain `seq`
 * would lose rows of transactions that commit late.
 */
export const OutboxTable = defineEntity({
  name: 'OutboxRow',
  tableName: 'outbox',
  properties: {
    seq: p.bigint('number').primary().autoincrement(),
    xid: p.string().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    id: p.string().length(36).unique(),
    type: p.string().length(80),
    subjectType: p.string().length(80),
    subjectKey: p.string().length(120),
    occurredAt: p.datetime(),
    district: p.string().length(12).nullable(),
    organization: p.string().length(18).nullable(),
    project: p.string().length(64).nullable(),
    audience: p.string().length(12),
    facts: p.json<Record<string, string | number | boolean | null>>(),
  },
  indexes: [{ properties: ['xid', 'seq'] }],
});
