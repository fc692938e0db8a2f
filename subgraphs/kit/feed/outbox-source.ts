import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { sql } from '../sql.js';
import { currentEpoch, renewEpoch } from './outbox-epoch.js';
import type { OutboxPage, OutboxPosition } from './outbox-page.js';
import { readOutbox } from './read-outbox.js';
import type { Wake } from './wake.js';

export interface OutboxParts {
  readonly orm: MikroORM;
  readonly wake: Wake;
  /** Days for which events stay after the exchange has them. */
  readonly keepDays: number;
  readonly log: Logger;
}

export interface OutboxQuestion {
  /** Where the follower is; undefined: it has nothing of this epoch. */
  readonly after: OutboxPosition | undefined;
  /** The last event that the follower has; undefined: it has none. */
  readonly last: string | undefined;
  readonly limit: number;
  /** How long to wait for something new. */
  readonly waitMs: number;
}

/** How often a waiting reader looks without a notification. */
const LOOK_MS = 2000;
const PRUNE_EVERY_MS = 600_000;
/** Rows of one deletion. */
const PRUNE_ROWS = 10_000;

/** A department's events for those who follow it. What they have and is old enough is deleted. */
export class OutboxSource {
  #prunedAt = performance.now();
  constructor(private readonly parts: OutboxParts) {}

  /** A page, or the epoch in which the follower begins anew. */
  async read(question: OutboxQuestion, signal: AbortSignal): Promise<OutboxPage | { readonly epoch: string }> {
    const { orm, wake } = this.parts;
    const { after, last, limit, waitMs } = question;
    const epoch = await currentEpoch(orm);
    if (after && after.epoch !== epoch) return { epoch };
    // Another follower's question, or a database from before that event: it was restored from a backup.
    if (after && last !== undefined && !(await this.#has(last))) return { epoch: await renewEpoch(orm, epoch) };
    const position = after ?? { epoch, xid: '0', seq: '0' };
    if (after) await this.#prune(after, last);
    const deadline = performance.now() + waitMs;
    for (let from = position; ;) {
      const page = await readOutbox(orm.em.fork(), from, limit);
      const left = deadline - performance.now();
      if (page.events.length > 0 || left <= 0 || signal.aborted) return page;
      await wake.next(Math.min(left, LOOK_MS), signal);
    }
  }

  async #has(id: string): Promise<boolean> {
    return (await sql(this.parts.orm.em.fork(), 'select 1 as one from outbox where id = ?', [id])).length > 0;
  }

  /** The follower's last event stays: it is how a restored database is recognised. */
  async #prune(after: OutboxPosition, last: string | undefined): Promise<void> {
    if (last === undefined || performance.now() - this.#prunedAt < PRUNE_EVERY_MS) return;
    this.#prunedAt = performance.now();
    const { orm, keepDays, log } = this.parts;
    const gone = await sql(
      orm.em.fork(),
      `delete from outbox where seq in (
         select seq from outbox where written_at < now() - make_interval(days => ?) and xid < ?::xid8 and id <> ? limit ${PRUNE_ROWS})
       returning seq`,
      [keepDays, after.xid, last],
    );
    if (gone.length > 0) log.info({ events: gone.length }, 'deleted old events of the outbox');
  }
}
