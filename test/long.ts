import { runEngine } from './engine/long.js';
import { runAccess } from './permission/long.js';

const SUITES: Readonly<Record<string, (argv: readonly string[]) => Promise<boolean>>> = {
  engine: runEngine,
  access: runAccess,
};

/** Tests that run too long for every day: `npm run test:long -- engine|access [--seed N] [--count N]`. */
const [name = '', ...rest] = process.argv.slice(2);
const suite = SUITES[name];
if (!suite) {
  process.stderr.write(
    'Usage: npm run test:long -- engine|access [--seed N] [--count N] [--graph NAME, engine only]\n',
  );
  process.exitCode = 2;
} else if (!(await suite(rest))) {
  process.exitCode = 1;
}
