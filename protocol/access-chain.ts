import { createHash } from 'node:crypto';

/** What a record says. `fields`: `Type.field` → PersonIds, or `Type:key` where a row has none. */
export interface AccessRecord {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly requestId: string;
  readonly callerKind: string;
  readonly callerName: string;
  readonly purpose: string | null;
  /** Whether the values were masked. */
  readonly masked: boolean;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/** A record in its place. */
export interface ChainedRecord extends AccessRecord {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** Hash of the record before; of the first: `GENESIS`. */
  readonly previous: string;
  readonly hash: string;
}

export const GENESIS = '0'.repeat(64);

/** SHA-256, in hex, over a record's place, the hash before it and all that it says. */
export function recordHash(seq: number, previous: string, record: AccessRecord): string {
  const { at, requestId, callerKind, callerName, purpose, masked, fields } = record;
  const names = Object.keys(fields).toSorted();
  const said = [
    'liandong-access-1',
    seq,
    previous,
    at,
    requestId,
    callerKind,
    callerName,
    purpose,
    masked,
    names.map((name) => [name, [...(fields[name] ?? [])].toSorted()]),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** Puts records after the last one of a chain. */
export function chainAfter(
  last: { readonly seq: number; readonly hash: string },
  records: readonly AccessRecord[],
): ChainedRecord[] {
  let { seq, hash: previous } = last;
  return records.map((record) => {
    seq += 1;
    const hash = recordHash(seq, previous, record);
    const chained = { ...record, seq, previous, hash };
    previous = hash;
    return chained;
  });
}

/** What is wrong with the next record of a chain; undefined when nothing is. */
export function faultOf(
  last: { readonly seq: number; readonly hash: string },
  record: ChainedRecord,
): string | undefined {
  if (record.seq !== last.seq + 1) return `record ${last.seq + 1} is missing`;
  if (record.previous !== last.hash) return `record ${record.seq} does not follow the one before it`;
  if (recordHash(record.seq, record.previous, record) !== record.hash) return `record ${record.seq} was changed`;
  return undefined;
}
