import { defineEntity, p } from '@mikro-orm/core';

/** The life of this database between restores from a backup; one row. */
export const OutboxEpochTable = defineEntity({
  name: 'OutboxEpoch',
  properties: {
    one: p.boolean().primary().default(true),
    epoch: p.string().length(36),
    /** The PostgreSQL cluster in which transaction ids mean something. */
    system: p.string().length(24),
    beganAt: p.datetime().defaultRaw('now()'),
  },
});
