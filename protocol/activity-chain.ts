import { createHash } from 'node:crypto';

/** What an event of the activity log says; all of it is covered by its hash. */
export interface LoggedEvent {
  /** 1, 2, 3 … without a gap: its place in the one order of the hub. */
  readonly position: number;
  readonly id: string;
  readonly department: string;
  readonly type: string;
  readonly subjectType: string;
  readonly subjectKey: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly districtCode: string | null;
  readonly organizationUscc: string | null;
  readonly projectId: string | null;
  readonly personId: string | null;
  readonly audience: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ChainedEvent extends LoggedEvent {
  readonly hash: string;
}

/** The hash before the first event. */
export const ACTIVITY_GENESIS = '0'.repeat(64);

/** SHA-256, in hex, over the hash of the event before and all that this one says. */
export function activityHash(previous: string, event: LoggedEvent): string {
  const { facts } = event;
  const said = [
    'liandong-activity-2',
    previous,
    event.position,
    event.id,
    event.department,
    event.type,
    event.subjectType,
    event.subjectKey,
    event.occurredAt,
    event.recordedAt,
    event.districtCode,
    event.organizationUscc,
    event.projectId,
    event.personId,
    event.audience,
    Object.keys(facts)
      .toSorted()
      .map((name) => [name, facts[name]]),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** What is wrong with the next event of the log; undefined when nothing is. */
export function activityFaultOf(
  last: { readonly position: number; readonly hash: string },
  event: ChainedEvent,
): string | undefined {
  if (event.position !== last.position + 1) return `event ${last.position + 1} is missing`;
  if (activityHash(last.hash, event) !== event.hash) return `event ${event.position} was changed or moved`;
  return undefined;
}
