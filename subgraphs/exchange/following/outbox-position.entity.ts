import { defineEntity, p } from '@mikro-orm/core';

/** How far each department's outbox was read; moves in the same transaction as the events that were read. */
export const OutboxPositionTable = defineEntity({
  name: 'OutboxPosition',
  properties: {
    department: p.string().length(40).primary(),
    cursor: p.string().length(44),
    advancedAt: p.datetime(),
  },
});
