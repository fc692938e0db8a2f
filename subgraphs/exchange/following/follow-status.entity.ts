import { defineEntity, p } from '@mikro-orm/core';

/** How the active exchange follows each department, for those that stand by. */
export const FollowStatusTable = defineEntity({
  name: 'FollowStatus',
  properties: {
    department: p.string().length(40).primary(),
    connected: p.boolean(),
    heardAt: p.datetime().nullable(),
    events: p.integer(),
    toldAt: p.datetime(),
  },
});
