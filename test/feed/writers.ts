import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Department } from '#kit/department';
import { writeOutbox } from '#kit/feed/announce';
import type { EventType } from '#kit/feed/events';
import { createOrm } from '#kit/orm';
import type { EntityClass } from '#kit/publishing/entity-class';
import { sql } from '#kit/sql';
import { random } from '#lib/random';

export interface WriterOptions {
  readonly department: Department;
  readonly databaseUrl: string;
  /** What changes. */
  readonly entity: EntityClass;
  readonly seed: number;
  /** Transactions at the same time. */
  readonly lanes: number;
  /** Pause between the transactions of a lane (ms). */
  readonly pauseMs: number;
  readonly organizations: readonly string[];
  readonly people: readonly string[];
}

/** Subjects that the writers of a department change; few, so that transactions meet. */
const SUBJECTS = 40;
const DISTRICTS = ['440100', '440106', '440106001', '440106001002', '220000', '220102', null];
const AUDIENCES = ['public', 'public', 'departments', 'owner'] as const;

/**
 * Changes a department's records in its database as its actions do: in transactions that overlap, begin early and change
 * late, take long, are rolled back, or break; each change announces the record's new version.
 */
export class Writer implements AsyncDisposable {
  readonly #orm: MikroORM;
  readonly #random: () => number;
  #isStopped = false;
  #lanes: Promise<unknown> = Promise.resolve();
  committed = 0;
  rolledBack = 0;
  failed = 0;

  constructor(private readonly options: WriterOptions) {
    this.#orm = createOrm(options.department, { databaseUrl: options.databaseUrl, poolSize: options.lanes });
    this.#random = random(options.seed);
  }

  async start(): Promise<void> {
    const em = this.#orm.em.fork();
    await sql(em, 'create table if not exists changed_thing (key text primary key, version int not null)');
    await sql(
      em,
      `insert into changed_thing select 'thing-' || n, 0 from generate_series(0, ${SUBJECTS - 1}) as n on conflict do nothing`,
    );
    this.#lanes = Promise.all(Array.from({ length: this.options.lanes }, () => this.#lane()));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#lanes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#orm.close();
  }

  async #lane(): Promise<void> {
    const { pauseMs } = this.options;
    while (!this.#isStopped) {
      const began = performance.now();
      try {
        const isKept = await this.#orm.em
          .fork()
          .transactional((em) => this.#change(em))
          .catch(undoOnly);
        if (isKept) this.committed++;
        else this.rolledBack++;
      } catch {
        // The connection broke: whether it was committed is in the outbox.
        this.failed++;
      }
      await wait(Math.max(0, pauseMs - (performance.now() - began)) + this.#random());
    }
  }

  async #change(em: EntityManager): Promise<boolean> {
    const dice = this.#random();
    // An early transaction id, and the change late.
    if (dice < 0.15) {
      await sql(em, 'select pg_current_xact_id()');
      await wait(this.#random() * (dice < 0.01 ? 1500 : 120));
    }
    const key = `thing-${Math.floor(this.#random() * SUBJECTS)}`;
    const [changed] = await sql<{ version: number }>(
      em,
      'update changed_thing set version = version + 1 where key = ? returning version',
      [key],
    );
    const pending = [this.#announcement(key, changed?.version ?? 0)];
    await writeOutbox(em, new Date(), pending);
    if (dice > 0.9) throw new Undone();
    return true;
  }

  #announcement(key: string, version: number) {
    const { entity, organizations, people, department } = this.options;
    const pick = <T>(of: readonly T[]): T => of[Math.floor(this.#random() * of.length)] as T;
    const events = Object.values<EventType>(department.events);
    return {
      event: pick(events),
      announcement: {
        subject: Object.assign(new (entity as unknown as new () => object)(), {
          id: key,
          personId: pick([...people, null]),
        }),
        district: pick(DISTRICTS),
        organization: pick([...organizations, null]),
        project: pick(['project-1', 'project-2', null]),
        audience: pick(AUDIENCES),
        facts: { version },
      },
    };
  }
}

class Undone extends Error {}

function undoOnly(error: unknown): false {
  if (error instanceof Undone) return false;
  throw error;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
