// `npm run test:long -- <name>`: the same tests as `npm test`, with many more random cases.
import { spawnSync } from 'node:child_process';

const SUITES = {
  /** 16 comparisons of 1 300 operations each. */
  engine: { files: ['test/engine'], env: { DIFF_COUNT: '1300' } },
};

const suite = SUITES[process.argv[2] ?? ''];
if (!suite) {
  process.stderr.write(`Name one of ${Object.keys(SUITES).join(', ')}.\n`);
  process.exitCode = 1;
} else {
  const { status } = spawnSync('npx', ['vitest', 'run', ...suite.files, '--testTimeout', '1800000'], {
    stdio: 'inherit',
    env: { ...process.env, ...suite.env },
  });
  process.exitCode = status ?? 1;
}
