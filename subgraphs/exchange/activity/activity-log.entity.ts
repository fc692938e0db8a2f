import { defineEntity, p } from '@mikro-orm/core';

/** The two ends of the activity log; one row. Who appends or removes holds it. */
export const ActivityLogTable = defineEntity({
  name: 'ActivityLog',
  properties: {
    one: p.boolean().primary(),
    /** Position of the newest event, 0 when there never was one; and its hash and time. */
    head: p.bigint('number'),
    headHash: p.string().length(64),
    headAt: p.datetime(),
    /** Position of the newest event that was removed because of its age, 0 when none was; and its hash and time. */
    floor: p.bigint('number'),
    floorHash: p.string().length(64),
    floorAt: p.datetime(),
  },
});
