import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { sql } from '#kit/sql';
import { pause } from '#lib/pause';
import type { FollowState } from './follow-department.js';

const TELL_MS = 2000;
/** What was told longer ago was told by an exchange that follows nobody any more. */
const HOLDS = '10 seconds';

interface StatusParts {
  readonly orm: MikroORM;
  /** Of this exchange. */
  readonly states: readonly FollowState[];
  readonly log: Logger;
}

/** How the departments are followed, by this exchange while it is active, else by the one that is. */
export class FollowStatus {
  #isActive = false;

  constructor(private readonly parts: StatusParts) {}

  /** Tells those that stand by, for as long as this exchange is active. */
  async tell(signal: AbortSignal): Promise<void> {
    const { orm, states, log } = this.parts;
    this.#isActive = true;
    while (!signal.aborted) {
      try {
        const rows = states.map((state) => [state.department, state.connected, state.heardAt ?? null, state.events]);
        await sql(
          orm.em.fork(),
          `insert into follow_status (department, connected, heard_at, events, told_at)
           select row->>0, (row->>1)::boolean, (row->>2)::timestamptz, (row->>3)::int, now() from json_array_elements(?::json) as row
           on conflict (department) do update set connected = excluded.connected, heard_at = excluded.heard_at,
             events = excluded.events, told_at = excluded.told_at`,
          [JSON.stringify(rows)],
        );
      } catch (error) {
        log.warn({ err: error }, 'cannot tell how departments are followed');
      }
      await pause(TELL_MS, signal);
    }
    this.#isActive = false;
  }

  async read(): Promise<readonly FollowState[]> {
    const { orm, states } = this.parts;
    if (this.#isActive) return states;
    const rows = await sql<{ department: string; connected: boolean; heard_at: Date | string | null; events: number }>(
      orm.em.fork(),
      `select department, connected and told_at > now() - interval '${HOLDS}' as connected, heard_at, events from follow_status`,
    );
    const told = new Map(rows.map((row) => [row.department, row]));
    return states.map(({ department }) => {
      const row = told.get(department);
      return {
        department,
        connected: row?.connected ?? false,
        heardAt: row?.heard_at ? new Date(row.heard_at) : undefined,
        events: row?.events ?? 0,
      };
    });
  }
}
