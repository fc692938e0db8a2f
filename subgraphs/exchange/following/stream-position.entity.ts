import { defineEntity, p } from '@mikro-orm/core';

/** How far an event stream was read; moves in the same transaction as the events that were read. */
export const StreamPositionTable = defineEntity({
  name: 'StreamPosition',
  properties: {
    stream: p.string().length(60).primary(),
    /** When that stream was made. */
    createdAt: p.string().length(40),
    seq: p.bigint('number'),
  },
});
