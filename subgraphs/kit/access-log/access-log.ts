import { setTimeout } from 'node:timers/promises';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { type Caller, callerName } from '#protocol/caller';
import { boundSql, sql } from '../sql.js';
import { type AccessRecord, chainAfter, type ChainedRecord, GENESIS, groupFields } from '#protocol/access-chain';
import type { Reads } from './reads.js';

/** Serialises those who continue the chain, also in several processes. */
const CHAIN_LOCK = 7_310_000_003;
/** SQLSTATE of a key that is taken. */
const UNIQUE_VIOLATION = '23505';
/** Records of one transaction. */
const MAX_BATCH = 500;
/** Answers that may wait for their records. */
const MAX_WAITING = 2000;
/** How long answers are gathered for the next transaction when there was more than one for the last (ms). */
const GATHER_MS = 10;
/** After a failure, writing is tried again this often (ms); in between, what needs a record is withheld. */
const RETRY_MS = 1000;

const COLUMNS =
  'seq bigint, at text, request_id text, caller_kind text, caller_name text, purpose text, masked boolean, fields jsonb, previous text, hash text';
const NAMES = COLUMNS.replaceAll(/ (text|bigint|boolean|jsonb)/g, '');

interface Waiting {
  readonly records: readonly AccessRecord[];
  readonly done: (isWritten: boolean) => void;
}

/** Writes who read what before the answer leaves; many answers share a transaction. */
export class AccessLog {
  readonly #waiting: Waiting[] = [];
  #isWriting = false;
  #failedAt = Number.NEGATIVE_INFINITY;
  #isFailing = false;
  /** How the chain ended when this process wrote last. */
  #head: { readonly seq: number; readonly hash: string } | undefined;

  constructor(
    private readonly orm: MikroORM,
    private readonly log: Logger,
  ) {}

  /** Whether the last attempt to write failed. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** Whether what needs a record is withheld without an attempt: the last one failed a moment ago. */
  get isWithholding(): boolean {
    return this.#isFailing && performance.now() - this.#failedAt < RETRY_MS;
  }

  /** Resolves when the records are in the database, with false when they could not be written. */
  write(reads: Reads, caller: Caller, now: Date): Promise<boolean> {
    const records = recordsOf(reads, caller, now);
    if (records.length === 0) return Promise.resolve(true);
    if (this.#waiting.length >= MAX_WAITING) return Promise.resolve(false);
    return new Promise((done) => {
      this.#waiting.push({ records, done });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    try {
      while (this.#waiting.length > 0) {
        const batch: Waiting[] = [];
        for (let size = 0; size < MAX_BATCH && this.#waiting.length > 0;) {
          const next = this.#waiting.shift() as Waiting;
          size += next.records.length;
          batch.push(next);
        }
        const isWritten = await this.#writeBatch(batch.flatMap(({ records }) => records));
        for (const { done } of batch) done(isWritten);
        // There is load: what comes within a moment shares a statement, instead of one each.
        if (batch.length > 1) await setTimeout(GATHER_MS);
      }
    } finally {
      this.#isWriting = false;
    }
  }

  async #writeBatch(records: readonly AccessRecord[]): Promise<boolean> {
    try {
      if (!(await this.#continue(records))) await this.#writeLocked(records);
      this.#isFailing = false;
      return true;
    } catch (error) {
      this.#head = undefined;
      this.#isFailing = true;
      this.#failedAt = performance.now();
      this.log.error({ err: error }, 'the access log cannot be written; personal data is withheld');
      return false;
    }
  }

  /** One statement, when the chain still ends with what this process wrote last; false when somebody else has written. */
  async #continue(records: readonly AccessRecord[]): Promise<boolean> {
    if (!this.#head) return false;
    const chained = chainAfter(this.#head, records);
    try {
      const written = await insert(this.orm.em.fork(), chained, {
        condition: 'where (select hash from access_record order by seq desc limit 1) = ?',
        parameters: [this.#head.hash],
      });
      if (written === 0) return false;
    } catch (error) {
      // Another process was faster: the place is taken.
      if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return false;
      throw error;
    }
    this.#head = chained.at(-1);
    return true;
  }

  async #writeLocked(records: readonly AccessRecord[]): Promise<void> {
    this.#head = await this.orm.em.fork().transactional(async (em) => {
      await sql(em, `select pg_advisory_xact_lock(${CHAIN_LOCK})`);
      const [last] = await sql<{ seq: string; hash: string }>(
        em,
        'select seq, hash from access_record order by seq desc limit 1',
      );
      const chained = chainAfter({ seq: Number(last?.seq ?? 0), hash: last?.hash ?? GENESIS }, records);
      await insert(em, chained);
      return chained.at(-1);
    });
  }
}

/** Answers how many were written: all or none. */
async function insert(
  em: EntityManager,
  chained: readonly ChainedRecord[],
  { condition, parameters }: { readonly condition: string; readonly parameters: readonly string[] } = {
    condition: '',
    parameters: [],
  },
): Promise<number> {
  const rows = await boundSql(
    em,
    `insert into access_record (${NAMES}) select ${NAMES} from json_to_recordset(?::json) as record(${COLUMNS}) ${condition} returning seq`,
    [JSON.stringify(chained.map(toRow)), ...parameters],
  );
  return rows.length;
}

/** Records after a position, in order. */
export async function readAccessRecords(orm: MikroORM, after: number, limit: number): Promise<ChainedRecord[]> {
  const rows = await sql<Row>(orm.em.fork(), `select ${NAMES} from access_record where seq > ? order by seq limit ?`, [
    after,
    limit,
  ]);
  return rows.map(fromRow);
}

interface Row {
  readonly seq: string | number;
  readonly at: string;
  readonly request_id: string;
  readonly caller_kind: string;
  readonly caller_name: string;
  readonly purpose: string | null;
  readonly masked: boolean;
  readonly fields: Record<string, string[]>;
  readonly previous: string;
  readonly hash: string;
}

function toRow(record: ChainedRecord): Row {
  const { requestId, callerKind, callerName: name, fields, ...rest } = record;
  return {
    ...rest,
    request_id: requestId,
    caller_kind: callerKind,
    caller_name: name,
    fields: fields as Row['fields'],
  };
}

/** A row of the table as the record that it is. */
export function fromRow(row: Row): ChainedRecord {
  const { request_id: requestId, caller_kind: callerKind, caller_name: name, ...rest } = row;
  return { ...rest, seq: Number(row.seq), requestId, callerKind, callerName: name };
}

function recordsOf({ clear, masked }: Reads, caller: Caller, now: Date): AccessRecord[] {
  const common = {
    at: now.toISOString(),
    requestId: caller.requestId,
    callerKind: caller.kind,
    callerName: callerName(caller),
    purpose: caller.purpose ?? null,
  };
  return [
    { fields: clear, isMasked: false },
    { fields: masked, isMasked: true },
  ]
    .filter(({ fields }) => fields.size > 0)
    .map(({ fields, isMasked }) => ({
      ...common,
      masked: isMasked,
      fields: groupFields(fields),
    }));
}
