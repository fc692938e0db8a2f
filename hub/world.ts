import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '#lib/write-atomically';
import { DEFAULT_PEOPLE, type HubConfig } from './config.js';
import { StartError } from './start-error.js';

const worldSchema = z.object({ people: z.number().int(), today: z.string() });
export type World = z.infer<typeof worldSchema>;

/**
 * Size and day of the synthetic city, decided at the first start and kept in `world.json`: all departments are seeded
 * from the same one, also when a start is cut short and finished on another day. Throws StartError when another is asked for.
 */
export async function decideWorld(config: HubConfig): Promise<World> {
  const file = join(config.dataFolder, 'world.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    // A day in China, as all days of the registers are.
    const today = config.today ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const world = { people: config.people ?? DEFAULT_PEOPLE, today };
    await writeAtomically(file, `${JSON.stringify(world)}\n`, 0o644);
    return world;
  }
  const world = worldSchema.parse(JSON.parse(text));
  if (config.people !== undefined && config.people !== world.people) {
    throw new StartError(
      `The data in ${config.dataFolder} were made for ${world.people} people, not ${config.people}. ` +
        'Leave out --people and HUB_PEOPLE, or clear the data with "npm run reset".',
    );
  }
  return world;
}
