import { z } from 'zod';

/**
 * How the exchange follows a department: `GET /outbox?after=<xid>.<seq>&limit=N&wait=<ms>` with a signed system
 * caller answers one page, at once when there is something, else as soon as there is or when `wait` is over.
 */
export const OUTBOX_VERSION = 1;

export const outboxEventSchema = z.object({
  /** Unique id of the event; the exchange drops what it has already seen. */
  id: z.uuid(),
  /** Name of what happened, for example `StationOpened`. */
  type: z.string().min(1).max(80),
  /** GraphQL type and key of the entity that it happened to. */
  subjectType: z.string().min(1).max(80),
  subjectKey: z.string().min(1).max(120),
  /** RFC 3339, UTC. */
  occurredAt: z.iso.datetime(),
  district: z.string().max(12).nullable(),
  /** Unified social credit code of the organisation concerned. */
  organization: z.string().max(18).nullable(),
  project: z.string().max(64).nullable(),
  /** Who may see it: everyone with a token, departments only, or the announcing department only. */
  audience: z.enum(['public', 'departments', 'owner']),
  /** Numbers and codes only; no personal data. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type OutboxEvent = z.infer<typeof outboxEventSchema>;

export const outboxPageSchema = z.object({
  version: z.literal(OUTBOX_VERSION),
  events: z.array(outboxEventSchema),
  /** Position after the last event of the page; send it back as `after`. */
  cursor: z.string(),
});
export type OutboxPage = z.infer<typeof outboxPageSchema>;
