import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyAudit } from './audit.js';
import { reset } from './reset.js';
import { runSubgraphs, runWholeHub } from './run-hub.js';
import { StartError } from './start-error.js';

/** Runs one command line and answers the exit code. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  try {
    const [command, ...rest] = argv;
    const { values, positionals } = read(rest);
    switch (command) {
      case 'start':
        if (positionals.length > 0) throw new StartError(`"${positionals.join(' ')}" is not understood. ${USAGE}`);
        await runWholeHub(values.people);
        return 0;
      case 'subgraph':
        await runSubgraphs(positionals, values.people);
        return 0;
      case 'audit': {
        if (positionals.join(' ') !== 'verify') throw new StartError(USAGE);
        return (await verifyAudit((line) => void process.stdout.write(`${line}\n`))) ? 0 : 1;
      }
      case 'reset': {
        const folder = resolve(process.env['HUB_DATA'] || '.hub');
        await reset(folder, process.env['PG_BIN'] || undefined);
        process.stdout.write(`${folder} is cleared.\n`);
        return 0;
      }
      default:
        throw new StartError(USAGE);
    }
  } catch (error) {
    process.stderr.write(error instanceof StartError ? `${error.message}\n` : `${String((error as Error).stack)}\n`);
    return 1;
  }
}

const USAGE =
  'Usage: npm start [-- --people N] | npm run subgraph -- NAME… [--people N] | npm run hub -- audit verify | npm run reset';

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { people: { type: 'string' } } });
  } catch (error) {
    throw new StartError(`${(error as Error).message}. ${USAGE}`);
  }
}
