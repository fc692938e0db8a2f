import { readFile, writeFile } from 'node:fs/promises';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { inclusionPath, isIncluded } from '#lib/merkle';
import { chainedRecordSchema, recordHash } from '#protocol/access-chain';
import { verifyCheckpoint } from '#protocol/access-checkpoint';
import { isSubgraphName } from '#protocol/departments';
import { recordOf, type Row } from './audit.js';
import { connect, databaseAddresses } from './audit-databases.js';
import { StartError } from './start-error.js';

/** One record, and what shows that it is among those for which the exchange has vouched; nothing of the others. */
const proofSchema = z.object({
  version: z.literal(1),
  department: z.string(),
  record: chainedRecordSchema,
  /** Hashes beside the record's way up to the root, in hex, the lowest first. */
  path: z.array(z.string().length(64)).max(64),
  /** The signed checkpoint that has the root. */
  checkpoint: z.string(),
});
export type AccessProof = z.infer<typeof proofSchema>;

/** `audit prove`: writes the proof of one record to a file. Throws StartError when there is none. */
export async function proveRecord(department: string, seq: number, file: string): Promise<void> {
  if (!isSubgraphName(department)) throw new StartError(`${department} is no department.`);
  await using stack = new AsyncDisposableStack();
  const exchange = await connect((await databaseAddresses(stack)).get('exchange') ?? '', stack);
  const { rows: checkpoints } = await exchange.query<{ seq: string; token: string }>(
    'select seq, token from access_checkpoint where department = $1 and seq >= $2 order by seq limit 1',
    [department, seq],
  );
  const [checkpoint] = checkpoints;
  if (!checkpoint)
    throw new StartError(`The exchange has not signed record ${seq} of ${department} yet; it does each minute.`);
  const size = Number(checkpoint.seq);
  const { rows: hashes } = await exchange.query<{ hash: string }>(
    'select hash from access_entry where department = $1 and seq <= $2 order by seq',
    [department, size],
  );
  const { rows } = await exchange.query<Row>('select * from access_entry where department = $1 and seq = $2', [
    department,
    seq,
  ]);
  const [row] = rows;
  if (!row || hashes.length !== size)
    throw new StartError(`Record ${seq} of ${department}, or one before ${size}, is missing.`);
  const leaves = hashes.map(({ hash }) => Buffer.from(hash, 'hex'));
  const proof: AccessProof = {
    version: 1,
    department,
    record: recordOf(row),
    path: inclusionPath(leaves, seq - 1).map((hash) => hash.toString('hex')),
    checkpoint: checkpoint.token,
  };
  await writeFile(file, `${JSON.stringify(proof, null, 2)}\n`);
}

/** `audit check`: whether a proof holds; needs the hub's public keys and no database. Answers what is wrong. */
export async function checkProof(file: string, keysFile: string): Promise<string | undefined> {
  const { success, data } = proofSchema.safeParse(await readJson(file));
  if (!success) return 'it is no proof of an access record';
  const { department, record, path, checkpoint } = data;
  const keys = createLocalJWKSet((await readJson(keysFile)) as JSONWebKeySet);
  const signed = await verifyCheckpoint(checkpoint, keys).catch(() => undefined);
  if (!signed) return 'the checkpoint was not signed by the exchange';
  if (signed.department !== department) return `the checkpoint is of ${signed.department}`;
  if (recordHash(record.seq, record.previous, record) !== record.hash) return 'the record was changed';
  const place = { index: record.seq - 1, size: signed.seq, root: Buffer.from(signed.root, 'hex') };
  const steps = path.map((hash) => Buffer.from(hash, 'hex'));
  if (!isIncluded(Buffer.from(record.hash, 'hex'), place, steps))
    return 'the record is not among those that were signed';
  return undefined;
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new StartError(`${file} cannot be read.`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
