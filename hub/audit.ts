import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { Client } from 'pg';
import { SUBGRAPH_NAMES, type SubgraphName } from '#protocol/departments';
import { type ChainedRecord, faultOf, GENESIS } from '#protocol/access-chain';
import { verifyCheckpoint } from '#protocol/access-checkpoint';
import { hubFiles } from '#protocol/hub-files';
import { configFromEnv } from './config.js';
import { createDatabases } from './databases.js';
import { startPostgres } from './postgres.js';

const PAGE = 1000;

interface Row {
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
 * `audit verify`: reads every department's access records and the exchange's copies, and finds any that was changed, left out or
 * moved. Answers whether all hold.
 */
export async function verifyAudit(say: (line: string) => void): Promise<boolean> {
  await using stack = new AsyncDisposableStack();
  const addresses = await databaseAddresses(stack);
  const exchange = await connect(addresses.get('exchange') ?? '', stack);
  const { hubKeys } = hubFiles(configFromEnv(process.env).dataFolder);
  const keys = createLocalJWKSet(JSON.parse(await readFile(hubKeys, 'utf8')) as JSONWebKeySet);
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
  return holds;
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
  return rows.map((row) => ({
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
  }));
}

async function connect(url: string, stack: AsyncDisposableStack): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  stack.defer(() => client.end());
  return client;
}

/** The databases of the environment; for the rest those of the private server, which is started if it does not run. */
async function databaseAddresses(stack: AsyncDisposableStack): Promise<ReadonlyMap<SubgraphName, string>> {
  const { subgraphs, dataFolder, pgBin } = configFromEnv(process.env);
  const addresses = new Map<SubgraphName, string>();
  for (const { name, databaseUrl } of subgraphs) if (databaseUrl !== undefined) addresses.set(name, databaseUrl);
  const own = subgraphs.map(({ name }) => name).filter((name) => !addresses.has(name));
  if (own.length === 0) return addresses;
  const postgres = await startPostgres({ folder: dataFolder, pgBin });
  if (!postgres.attached) stack.defer(() => postgres[Symbol.asyncDispose]());
  for (const [name, url] of await createDatabases(postgres.url, dataFolder, own)) addresses.set(name, url);
  return addresses;
}
