import { runEngine } from './engine/long.js';
import { runFeed } from './feed/long.js';
import { runMutations } from './mutations/long.js';
import { runAccess } from './permission/long.js';

const SUITES: Readonly<Record<string, (argv: readonly string[]) => Promise<boolean>>> = {
  engine: runEngine,
  access: runAccess,
  feed: runFeed,
  mutations: runMutations,
};

/** Tests that run too long for every day: `npm run test:long -- engine|access|feed|mutations [--seed N] [--count N]`. */
const [name = '', ...rest] = process.argv.slice(2);
const suite = SUITES[name];
if (!suite) {
  process.stderr.write(
    'Usage: npm run test:long -- engine|access|feed [--seed N] [--count N, or --seconds N for feed] [--graph NAME|random, --random N graphs, engine only] | mutations [--only WORD]\n',
  );
  process.exitCode = 2;
} else if (!(await suite(rest))) {
  process.exitCode = 1;
}
