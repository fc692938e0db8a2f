import { randomUUID } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from '../sql.js';

/** The cluster in which transaction ids mean something. */
const SYSTEM = '(select system_identifier::text from pg_control_system())';

/** The epoch of this database; another one when it now lives in another cluster, or its transaction ids went back. */
export async function currentEpoch(orm: MikroORM): Promise<string> {
  const em = orm.em.fork();
  const [known] = await sql<{ epoch: string; fits: boolean }>(
    em,
    `select epoch, system = ${SYSTEM}
       and not exists (select from outbox where xid >= pg_snapshot_xmax(pg_current_snapshot())) as fits
     from outbox_epoch`,
  );
  if (known?.fits === true) return known.epoch;
  if (!known) {
    await sql(
      em,
      `insert into outbox_epoch (one, epoch, system) values (true, ?, ${SYSTEM}) on conflict (one) do nothing`,
      [randomUUID()],
    );
    return epochNow(em);
  }
  return orm.em.fork().transactional(async (own) => {
    // Nobody writes meanwhile: a row with a transaction id of the old life must not be made again.
    await sql(own, 'lock table outbox in exclusive mode');
    // What is there comes first in the new epoch, in the order of `seq`; its transactions have ended.
    if ((await epochNow(own)) === known.epoch) await sql(own, `update outbox set xid = '0'`);
    return change(own, known.epoch);
  });
}

/** Begins a new epoch, unless another process did so since `old` was seen. */
export function renewEpoch(orm: MikroORM, old: string): Promise<string> {
  return change(orm.em.fork(), old);
}

async function change(em: EntityManager, old: string): Promise<string> {
  await sql(em, `update outbox_epoch set epoch = ?, system = ${SYSTEM}, began_at = now() where epoch = ?`, [
    randomUUID(),
    old,
  ]);
  return epochNow(em);
}

async function epochNow(em: EntityManager): Promise<string> {
  const [row] = await sql<{ epoch: string }>(em, 'select epoch from outbox_epoch');
  if (!row) throw new Error('the outbox has no epoch');
  return row.epoch;
}
