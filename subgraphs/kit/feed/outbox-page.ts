export {
  decodeOutboxCursor,
  encodeOutboxCursor,
  OUTBOX_VERSION,
  type OutboxEvent,
  type OutboxPage,
  outboxPageSchema,
  type OutboxPosition,
  restartedSchema,
} from '#protocol/outbox';
