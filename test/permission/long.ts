import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '#lib/project-root';
import { startHub } from '../hub.js';
import { findLeaks, leakWorld } from './leaks.js';

/** Many random operations of a partner over a whole hub, with the counts. Fails when one reads what belongs to others. */
export async function runAccess(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...argv],
    options: { seed: { type: 'string' }, count: { type: 'string', default: '20000' } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  await using hub = await startHub({ people: 300 });
  const world = await leakWorld(hub, readFileSync(join(projectRoot(), 'schema', 'api.graphql'), 'utf8'));
  const { asked, answered, leaks } = await findLeaks(hub, world, seed, Number(values.count));
  for (const { what, operation, answer } of leaks) {
    process.stdout.write(
      `${what}\n${operation.query}\nvariables ${JSON.stringify(operation.variables)}\n${answer}\n\n`,
    );
  }
  process.stdout.write(`seed ${seed}: ${asked} asked, ${answered} answered with records, ${leaks.length} leaks\n`);
  return leaks.length === 0;
}
