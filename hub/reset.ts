import { existsSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from './lock.js';
import { clearPostgres } from './postgres.js';
import { endSurvivors } from './survivors.js';

/** What the hub makes in its data folder. Anything else is somebody else's and stays. */
const OURS =
  /^(keys|logs|compile-cache|databases\.json|world\.json|processes\.json|postgresql-.*|postgres\.(part|password-.*)|.*\.part)$/;

/** Clears the data folder and what lies outside of it. Throws StartError while the hub runs. */
export async function reset(dataFolder: string, pgBin: string | undefined): Promise<void> {
  if (!existsSync(dataFolder)) return;
  {
    await using _ = await lock(dataFolder);
    await endSurvivors(dataFolder);
    await clearPostgres({ folder: dataFolder, pgBin });
    for (const name of await readdir(dataFolder)) {
      if (OURS.test(name)) await rm(join(dataFolder, name), { recursive: true, force: true });
    }
  }
  if ((await readdir(dataFolder)).length === 0) await rmdir(dataFolder);
}
