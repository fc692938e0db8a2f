import { defineEntity, p } from '@mikro-orm/core';

/** How far each department's outbox was read; moves in the same transaction as the events that were read. */
export const OutboxPositionTable = defineEntity({
  name: 'OutboxPosition',
  properties: {
    department: p.string().length(40).primary(),
    /** Null: its start. */
    cursor: p.string().length(120).nullable(),
    /** The last event that was taken over. */
    lastId: p.string().length(36).nullable(),
    advancedAt: p.datetime(),
    /** While a restored outbox is read anew: the log's head when that began, and the newest event that both have. */
    restartHead: p.bigint('number').nullable(),
    restartCommon: p.bigint('number').nullable(),
  },
});
