import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '#lib/project-root';

/** The leak test with many more operations; it needs vitest, which starts the databases. */
export async function runAccess(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...argv],
    options: { seed: { type: 'string' }, count: { type: 'string', default: '20000' } },
  });
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const child = spawn(
    process.execPath,
    [vitest, 'run', 'test/permission/no-leak.hub.test.ts', '--testTimeout', '3600000'],
    {
      cwd: projectRoot(),
      stdio: 'inherit',
      env: { ...process.env, LEAK_COUNT: values.count, ...(values.seed !== undefined && { LEAK_SEED: values.seed }) },
    },
  );
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
}
