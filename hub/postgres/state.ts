import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '#lib/write-atomically';

/** What the hub remembers about its private server, in `postgres.json` (mode 0600) of the data folder. */
const stateSchema = z.object({
  /** Password of the superuser. */
  password: z.string().min(16),
  /** Port of the last start; taken again when it is free, so that saved connections stay valid. */
  port: z.number().int().optional(),
  /** Folder with data and programs, when the server's account cannot enter the data folder. */
  outside: z.string().optional(),
});
export type PostgresState = z.infer<typeof stateSchema>;

export async function readState(folder: string): Promise<PostgresState | undefined> {
  const text = await readFile(join(folder, 'postgres.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : stateSchema.parse(JSON.parse(text));
}

export async function writeState(folder: string, state: PostgresState): Promise<void> {
  await writeAtomically(join(folder, 'postgres.json'), `${JSON.stringify(state, undefined, 2)}\n`);
}
