import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type ChainedRecord, chainedRecordSchema, faultOf, GENESIS } from '#kit/access-log/access-chain';
import { type SigningKey, signCheckpoint } from '#kit/access-log/access-checkpoint';
import { boundSql, sql } from '#kit/sql';
import { MerkleRoot } from '#lib/merkle';
import { newId } from '#lib/new-id';
import { pause } from '#lib/pause';
import type { CallDepartment } from '../following/call-department.js';

const LIMIT = 500;
/** How long nothing is asked when there was nothing new. */
const IDLE_MS = 1000;
/** And when there was a page that was not full: who asked at once again would ask for each record. */
const BUSY_MS = 300;
const FAILED_MS = 5000;
/** A checkpoint is signed so often (ms) while there is anything new. */
const CHECKPOINT_MS = 60_000;
const TREE_PAGE = 10_000;
/** Held while copies of records get their places. */
const PLACES_LOCK = 7_310_000_005;
/** Channel on which the live access log is woken up. */
export const ACCESS_CHANNEL = 'hub_access';

const pageSchema = z.object({ records: z.array(chainedRecordSchema) });

const COLUMNS =
  'id text, department text, seq bigint, at text, request_id text, caller_kind text, caller_name text, purpose text, masked boolean, fields jsonb, persons text[], previous text, hash text';
const NAMES = COLUMNS.replaceAll(/ (text\[\]|text|bigint|boolean|jsonb)/g, '');

export interface FollowAccessParts {
  readonly department: string;
  readonly orm: MikroORM;
  readonly call: CallDepartment;
  readonly log: Logger;
  readonly key: () => Promise<SigningKey>;
}

/**
 * Copies a department's access records until the signal aborts. Each is checked against the one before: a chain that was
 * changed at the department is not followed further, loudly.
 */
export async function followAccess(parts: FollowAccessParts, signal: AbortSignal): Promise<void> {
  const { department, log } = parts;
  let told: string | undefined;
  const tree = new MerkleRoot();
  let signedAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    try {
      const taken = await takePage(parts, signal);
      if (performance.now() - signedAt > CHECKPOINT_MS) {
        if (await checkpoint(parts, tree)) signedAt = performance.now();
      }
      if (taken < LIMIT) await pause(taken === 0 ? IDLE_MS : BUSY_MS, signal);
      told = undefined;
    } catch (error) {
      if (signal.aborted) return;
      const reason = (error as Error).message;
      if (error instanceof BrokenChain && reason !== told) log.error({ department, reason }, 'an access log is broken');
      told = reason;
      await pause(FAILED_MS, signal);
    }
  }
}

class BrokenChain extends Error {}

/** Signs how the copy ends, unless that was done before; answers whether it did. */
async function checkpoint({ department, orm, key }: FollowAccessParts, tree: MerkleRoot): Promise<boolean> {
  const em = orm.em.fork();
  const [head] = await sql<{ seq: string; hash: string }>(
    em,
    `select seq, hash from access_entry where department = ? and seq > (select coalesce(max(seq), 0) from access_checkpoint where department = ?)
     order by seq desc limit 1`,
    [department, department],
  );
  if (!head) return false;
  const seq = Number(head.seq);
  await grow(tree, orm, department, seq);
  const root = tree.root().toString('hex');
  const token = await signCheckpoint(await key(), { department, seq, hash: head.hash, root });
  await sql(
    em,
    'insert into access_checkpoint (id, department, seq, hash, signed_at, token) values (?, ?, ?, ?, now(), ?)',
    [newId('chk'), department, seq, head.hash, token],
  );
  return true;
}

/** Adds the hashes of records to the tree until it has so many; all of them when the exchange has just started. */
async function grow(tree: MerkleRoot, orm: MikroORM, department: string, size: number): Promise<void> {
  while (tree.size < size) {
    const rows = await sql<{ hash: string }>(
      orm.em.fork(),
      'select hash from access_entry where department = ? and seq > ? and seq <= ? order by seq limit ?',
      [department, tree.size, size, TREE_PAGE],
    );
    if (rows.length === 0) throw new Error('copies of access records are missing');
    for (const { hash } of rows) tree.add(Buffer.from(hash, 'hex'));
  }
}

async function takePage({ department, orm, call }: FollowAccessParts, signal: AbortSignal): Promise<number> {
  const [head] = await sql<{ seq: string; hash: string }>(
    orm.em.fork(),
    'select seq, hash from access_entry where department = ? order by seq desc limit 1',
    [department],
  );
  let last = { seq: Number(head?.seq ?? 0), hash: head?.hash ?? GENESIS };
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(10_000)]);
  const response = await call(department, `/access-log?after=${last.seq}&limit=${LIMIT}`, { signal: timeout });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  const { records } = pageSchema.parse(await response.json());
  for (const record of records) {
    const fault = faultOf(last, record);
    if (fault !== undefined) throw new BrokenChain(fault);
    last = record;
  }
  if (records.length === 0) return 0;
  await orm.em.fork().transactional(async (em) => {
    // One after the other, so that places are in the order in which they can be seen.
    await sql(em, `select pg_advisory_xact_lock(${PLACES_LOCK})`);
    await boundSql(
      em,
      `insert into access_entry (position, ${NAMES})
       select (select coalesce(max(position), 0) from access_entry) + row_number() over (order by seq), ${NAMES}
       from json_to_recordset(?::json) as entry(${COLUMNS}) on conflict (department, seq) do nothing`,
      [JSON.stringify(records.map((record) => toRow(department, record)))],
    );
    await sql(em, `select pg_notify('${ACCESS_CHANNEL}', '')`);
  });
  return records.length;
}

function toRow(department: string, record: ChainedRecord): object {
  const { requestId, callerKind, callerName, ...rest } = record;
  const persons = [...new Set(Object.values(record.fields).flat())];
  return {
    ...rest,
    id: newId('acc'),
    department,
    request_id: requestId,
    caller_kind: callerKind,
    caller_name: callerName,
    persons: `{${persons.map((person) => JSON.stringify(person)).join(',')}}`,
  };
}
