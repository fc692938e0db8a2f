import { runEngine } from './engine/long.js';

/** Tests that run too long for every day: `npm run test:long -- engine [--seed N] [--count N] [--graph NAME]`. */
const [suite, ...rest] = process.argv.slice(2);
if (suite !== 'engine') {
  process.stderr.write('Usage: npm run test:long -- engine [--seed N] [--count N] [--graph NAME]\n');
  process.exitCode = 2;
} else if (!(await runEngine(rest))) {
  process.exitCode = 1;
}
