import { createHash } from 'node:crypto';
import { z } from 'zod';

/** A record in its place. */
export const chainedRecordSchema = z.object({
  /** 1, 2, 3 … without a gap. */
  seq: z.int().min(1),
  /** RFC 3339, UTC. */
  at: z.string(),
  requestId: z.string(),
  callerKind: z.string(),
  callerName: z.string(),
  purpose: z.string().nullable(),
  /** Whether the values were masked. */
  masked: z.boolean(),
  /** Fields that were read of the same, `Type.field` with spaces between → PersonIds, or `Type:key` where a row has none. */
  fields: z.record(z.string(), z.array(z.string())),
  /** Hash of the record before; of the first: `GENESIS`. */
  previous: z.string().length(64),
  hash: z.string().length(64),
});
export type ChainedRecord = Readonly<z.infer<typeof chainedRecordSchema>>;

/** Puts fields together that were read of the same: most answers hold several of each person. */
export function groupFields(
  fields: Iterable<readonly [item: string, subjects: ReadonlySet<string>]>,
): Record<string, string[]> {
  const groups = new Map<string, { readonly items: string[]; readonly subjects: string[] }>();
  for (const [item, of] of fields) {
    const subjects = [...of];
    const key = subjects.join(' ');
    const same = groups.get(key);
    if (same) same.items.push(item);
    else groups.set(key, { items: [item], subjects });
  }
  return Object.fromEntries([...groups.values()].map(({ items, subjects }) => [items.toSorted().join(' '), subjects]));
}

/** What a record says. */
export type AccessRecord = Omit<ChainedRecord, 'seq' | 'previous' | 'hash'>;

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
