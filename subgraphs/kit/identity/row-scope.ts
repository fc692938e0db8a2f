import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Caller } from '#protocol/caller';
import { sql } from '../sql.js';

/** How long a partner's transaction may be without a statement before the server ends it. */
const IDLE_MS = 15_000;

/**
 * The rows that one caller's reads can reach. For a partner organisation everything is read in a transaction that names it, so
 * that the database's own row-level security holds (`partnerRows`); others read without one.
 */
export class RowScope {
  #em: EntityManager | undefined;

  constructor(
    private readonly orm: MikroORM,
    private readonly caller: Caller,
  ) {}

  /** The entity manager to read with; a fresh one when what was open was closed. */
  async open(): Promise<EntityManager> {
    const em = this.orm.em.fork();
    if (this.caller.kind !== 'partner') return em;
    await this.close();
    await em.begin({ readOnly: true });
    this.#em = em;
    await sql(
      em,
      `select set_config('hub.partner', ?, true), set_config('idle_in_transaction_session_timeout', ?, true)`,
      [this.caller.organization, String(IDLE_MS)],
    );
    return em;
  }

  async close(): Promise<void> {
    const em = this.#em;
    this.#em = undefined;
    await em?.rollback();
  }
}
