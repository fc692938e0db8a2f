export { type OutboxEvent, type OutboxPage, outboxPageSchema } from '#protocol/outbox';
