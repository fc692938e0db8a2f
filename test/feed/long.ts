import { parseArgs } from 'node:util';
import { runLong } from '../long-vitest.js';

/** The delivery test for ten minutes or more. */
export async function runFeed(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...argv],
    options: { seed: { type: 'string' }, seconds: { type: 'string', default: '600' } },
  });
  return runLong('test/feed/delivery.hub.test.ts', { FEED_SECONDS: values.seconds, FEED_SEED: values.seed });
}
