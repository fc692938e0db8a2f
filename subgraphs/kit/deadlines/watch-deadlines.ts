import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { pause } from '#lib/pause';
import { writeOutbox } from '../feed/announce.js';
import { defineEvents } from '../feed/events.js';
import type { EntityClass } from '../publishing/entity-class.js';
import { publicationOf } from '../publishing/publish.js';
import { sql } from '../sql.js';
import { chinaDate } from './china-date.js';

/** A day by which something of a department is to be done. */
export interface Deadline {
  /** What is to be done, for example `publishReport`; `facts.deadline` of its events. */
  readonly name: string;
  /** What it is about. */
  readonly entity: EntityClass;
  readonly table: string;
  /** Column with the day. */
  readonly dueOn: string;
  /** SQL condition: it is still to be done. */
  readonly isOpen: string;
  /** Column with the credit code of the organisation concerned. */
  readonly organization?: string | undefined;
}

const events = defineEvents({
  DeadlineNear: { about: 'Something is to be done within a week. 期限临近', audience: 'departments' },
  DeadlineMissed: { about: 'The day has passed on which something was to be done. 已逾期', audience: 'departments' },
});

/** Types of the events. */
export const DEADLINE_EVENTS: readonly string[] = Object.keys(events);

/** Days before which a deadline is announced as near. */
const NEAR_DAYS = 7;
const EVERY_MS = 600_000;
const RETRY_MS = 30_000;
/** Announcements of one transaction. */
const LIMIT = 500;

export interface WatchParts {
  readonly orm: MikroORM;
  readonly deadlines: readonly Deadline[];
  readonly clock: () => Date;
  readonly log: Logger;
}

/** Announces deadlines that have come near or passed, each once, until the signal aborts. */
export async function watchDeadlines(parts: WatchParts, signal: AbortSignal): Promise<void> {
  const { deadlines, log } = parts;
  while (!signal.aborted && deadlines.length > 0) {
    let wait = EVERY_MS;
    try {
      for (const deadline of deadlines) while ((await announceDue(parts, deadline)) === LIMIT && !signal.aborted);
    } catch (error) {
      log.warn({ err: error }, 'cannot look for deadlines; trying again');
      wait = RETRY_MS;
    }
    await pause(wait, signal);
  }
}

/** Announces what is due and was not announced; answers how many. */
export async function announceDue(
  { orm, clock }: Pick<WatchParts, 'orm' | 'clock'>,
  { name, entity, table, dueOn, isOpen, organization }: Deadline,
): Promise<number> {
  const now = clock();
  const today = chinaDate(now);
  const key = publicationOf(entity).keys[0] ?? 'id';
  return orm.em.fork().transactional(async (em) => {
    const due = await sql<{ key: string; due_on: string; event: keyof typeof events; organization: string | null }>(
      em,
      `with due as (
         select ${table}.${key} as key, ${dueOn}::text as due_on, ${organization ?? 'null::text'} as organization,
           case when ${dueOn} < ?::date then 'DeadlineMissed' else 'DeadlineNear' end as event
         from ${table} where ${dueOn} <= ?::date + ${NEAR_DAYS} and (${isOpen})
       ), fresh as (
         insert into deadline_notice (deadline, subject_key, due_on, event)
         select ?, key, due_on::date, event from due
         where not exists (select from deadline_notice as known where known.deadline = ? and known.subject_key = due.key
           and known.due_on = due.due_on::date and known.event = due.event)
         order by due_on, key limit ${LIMIT} on conflict do nothing returning subject_key, due_on::text, event
       )
       select due.* from due join fresh on fresh.subject_key = due.key and fresh.due_on = due.due_on and fresh.event = due.event
       order by due.due_on, due.key`,
      [today, today, name, name],
    );
    const pending = due.map((each) => ({
      event: events[each.event],
      announcement: {
        subject: Object.assign(new (entity as unknown as new () => object)(), { [key]: each.key }),
        organization: each.organization,
        facts: { deadline: name, dueOn: each.due_on },
      },
    }));
    await writeOutbox(em, now, pending);
    return due.length;
  });
}
