import { parseArgs } from 'node:util';
import { runLong } from '../long-vitest.js';

/** The leak test with many more operations. */
export async function runAccess(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...argv],
    options: { seed: { type: 'string' }, count: { type: 'string', default: '20000' } },
  });
  return runLong('test/permission/no-leak.hub.test.ts', { LEAK_COUNT: values.count, LEAK_SEED: values.seed });
}
