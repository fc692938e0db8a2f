import { defineEntity, p } from '@mikro-orm/core';

/** Who read what of whom in this department; written before the answer leaves, chained by hashes. */
export const AccessRecordTable = defineEntity({
  name: 'AccessRecord',
  properties: {
    seq: p.bigint('number').primary().autoincrement(false),
    at: p.string().length(30),
    requestId: p.string().length(64),
    callerKind: p.string().length(20),
    callerName: p.string().length(128),
    purpose: p.string().length(200).nullable(),
    masked: p.boolean(),
    fields: p.json<Record<string, readonly string[]>>(),
    previous: p.string().length(64),
    hash: p.string().length(64),
  },
});
