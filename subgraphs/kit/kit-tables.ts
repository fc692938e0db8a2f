import { defineEntity, p } from '@mikro-orm/core';
import { AccessRecordTable } from './access-log/access-record.entity.js';
import { DeadlineNoticeTable } from './deadlines/deadline-notice.entity.js';
import { OutboxTable } from './feed/outbox.entity.js';
import { OutboxEpochTable } from './feed/outbox-epoch.entity.js';

/** Idempotency keys of mutations, per caller and action; bound to the input by its hash. */
const IdempotencyKeyTable = defineEntity({
  name: 'IdempotencyKey',
  properties: {
    owner: p.string().length(200).primary(),
    action: p.string().length(80).primary(),
    key: p.string().length(64).primary(),
    inputHash: p.string().length(64),
    result: p.string().length(120).nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** Whether and with what the database was seeded. */
const SeedStateTable = defineEntity({
  name: 'SeedState',
  properties: {
    id: p.integer().primary().autoincrement(false),
    people: p.integer(),
    seed: p.integer(),
    today: p.date(),
    finishedAt: p.datetime().defaultRaw('now()'),
  },
});

/** Tables that every department has. */
export const kitTables = [
  OutboxTable,
  OutboxEpochTable,
  DeadlineNoticeTable,
  IdempotencyKeyTable,
  SeedStateTable,
  AccessRecordTable,
];
