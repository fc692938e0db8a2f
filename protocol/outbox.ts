import { z } from 'zod';

/**
 * How the exchange follows a department: `GET /outbox?after=<cursor>&last=<event id>&limit=N&wait=<ms>` with a signed
 * system caller answers one page, at once when there is something, else as soon as there is or when `wait` is over.
 *
 * A cursor belongs to an epoch: the life of a department's database between restores from a backup. A cursor of another
 * epoch, or a `last` event that the department does not have, is answered with 409 and `restartedSchema`: the follower
 * begins anew without a cursor, and drops by id what it has.
 */
export const OUTBOX_VERSION = 3;

export const outboxEventSchema = z.strictObject({
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
  /** `PersonId` of whom it concerns: for filters and for that person, never shown. */
  person: z.string().max(40).nullable(),
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
  cursor: z.string().max(120),
  /** Whether there may be more at once. */
  more: z.boolean(),
});
export type OutboxPage = z.infer<typeof outboxPageSchema>;

/** The body of a 409: the follower's position is of no use any more. */
export const restartedSchema = z.object({ version: z.literal(OUTBOX_VERSION), epoch: z.uuid() });

/** The last row of an outbox that a follower has: rows come in the order of `xid`, then `seq`. Numbers as text. */
export interface OutboxPosition {
  readonly epoch: string;
  readonly xid: string;
  readonly seq: string;
}

const CURSOR = /^([0-9a-f-]{36})\.(\d{1,20})\.(\d{1,20})$/;

export function encodeOutboxCursor({ epoch, xid, seq }: OutboxPosition): string {
  return `${epoch}.${xid}.${seq}`;
}

/** Undefined when it is no cursor. */
export function decodeOutboxCursor(cursor: string): OutboxPosition | undefined {
  const [, epoch, xid, seq] = CURSOR.exec(cursor) ?? [];
  return epoch === undefined || xid === undefined || seq === undefined ? undefined : { epoch, xid, seq };
}
