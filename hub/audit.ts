import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Client } from 'pg';
import { SUBGRAPH_NAMES } from '#protocol/departments';
import { type ChainedRecord, faultOf, GENESIS } from '#protocol/access-chain';
import { verifyCheckpoint } from '#protocol/access-checkpoint';
import { hubFiles } from '#protocol/hub-files';
import { verifyActivity } from './audit-activity.js';
import { connect, databaseAddresses } from './audit-databases.js';
import { configFromEnv } from './config.js';

const PAGE = 1000;

/** A row of `access_record` or `access_entry`. */
export interface Row {
  readonly seq: string;
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

/**
 * `audit verify`: reads every department's access records, the exchange's copies and the activity log, and finds whatever was
 * changed, left out or moved. Answers whether all hold.
 */
export async function verifyAudit(say: (line: string) => void): Promise<boolean> {
  await using stack = new AsyncDisposableStack();
  const addresses = await databaseAddresses(stack);
  const exchange = await connect(addresses.get('exchange') ?? '', stack);
  const { auditKeys } = hubFiles(configFromEnv(process.env).dataFolder);
  const keys = createLocalJWKSet(JSON.parse(await readFile(auditKeys, 'utf8')) as JSONWebKeySet);
  let holds = true;
  for (const name of SUBGRAPH_NAMES) {
    const client = name === 'exchange' ? exchange : await connect(addresses.get(name) ?? '', stack);
    const own = await verifyChain((after) =>
      page(client, 'select * from access_record where seq > $1 order by seq limit $2', [after]),
    );
    const copy = await verifyChain((after) =>
      page(
        exchange,
        'select * from access_entry where department = $3 and seq > $1 order by seq limit $2',
        [after],
        name,
      ),
    );
    const faults = [
      ...(own.fault === undefined ? [] : [`its own records: ${own.fault}`]),
      ...(copy.fault === undefined ? [] : [`the exchange's copy: ${copy.fault}`]),
      ...differences(own.hashes, copy.hashes),
    ];
    const checkpoints = await verifyCheckpoints(exchange, name, keys, own.hashes);
    faults.push(...checkpoints.faults);
    holds &&= faults.length === 0;
    say(
      `${name}: ${own.hashes.length} records, ${copy.hashes.length} copied, ${checkpoints.count} checkpoints${faults.length === 0 ? ', all hold' : ''}`,
    );
    for (const fault of faults) say(`  ${fault}`);
  }
  const activity = await verifyActivity(exchange);
  say(`activity log: ${activity.count} events${activity.fault === undefined ? ', all hold' : ''}`);
  if (activity.fault !== undefined) say(`  ${activity.fault}`);
  return holds && activity.fault === undefined;
}

/** Where the two disagree; copies may only be fewer. */
function differences(own: readonly string[], copy: readonly string[]): string[] {
  if (copy.length > own.length)
    return [`the exchange has ${copy.length - own.length} records that the department no longer has`];
  const differs = copy.findIndex((hash, index) => hash !== own[index]);
  return differs === -1 ? [] : [`record ${differs + 1} is not the one that the exchange copied`];
}

/** What the exchange signed must still be so at the department; each record holds the hashes of all before it. */
async function verifyCheckpoints(
  exchange: Client,
  department: string,
  keys: JWTVerifyGetKey,
  own: readonly string[],
): Promise<{ readonly count: number; readonly faults: string[] }> {
  const { rows } = await exchange.query<{ token: string }>(
    'select token from access_checkpoint where department = $1 order by seq',
    [department],
  );
  const faults: string[] = [];
  for (const { token } of rows) {
    const signed = await verifyCheckpoint(token, keys).catch(() => undefined);
    if (signed === undefined || signed.department !== department) {
      faults.push('a checkpoint was not signed by the exchange');
    } else if (own[signed.seq - 1] !== signed.hash) {
      faults.push(`what the exchange signed of record ${signed.seq} is no longer so`);
    }
  }
  return { count: rows.length, faults };
}

interface Verified {
  readonly hashes: readonly string[];
  readonly fault: string | undefined;
}

async function verifyChain(read: (after: number) => Promise<ChainedRecord[]>): Promise<Verified> {
  const hashes: string[] = [];
  let last = { seq: 0, hash: GENESIS };
  for (;;) {
    const records = await read(last.seq);
    for (const record of records) {
      const fault = faultOf(last, record);
      if (fault !== undefined) return { hashes, fault };
      hashes.push(record.hash);
      last = record;
    }
    if (records.length < PAGE) return { hashes, fault: undefined };
  }
}

async function page(
  client: Client,
  text: string,
  [after]: readonly [number],
  department?: string,
): Promise<ChainedRecord[]> {
  const { rows } = await client.query<Row>(text, department === undefined ? [after, PAGE] : [after, PAGE, department]);
  return rows.map(recordOf);
}

/** The record that a row holds. */
export function recordOf(row: Row): ChainedRecord {
  return {
    seq: Number(row.seq),
    at: row.at,
    requestId: row.request_id,
    callerKind: row.caller_kind,
    callerName: row.caller_name,
    purpose: row.purpose,
    masked: row.masked,
    fields: row.fields,
    previous: row.previous,
    hash: row.hash,
  };
}
