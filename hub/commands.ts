import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { hubFiles } from '#protocol/hub-files';
import { verifyAudit } from './audit.js';
import { checkProof, proveRecord } from './audit-proof.js';
import { rotateKeys } from './keys.js';
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
      case 'audit':
        return await audit(positionals);
      case 'keys':
        await keys(positionals, values['at-once'] ?? false);
        return 0;
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

/** `audit verify`, `audit prove DEPARTMENT NUMBER FILE`, `audit check FILE [KEYS]`. */
async function audit([what, ...rest]: readonly string[]): Promise<number> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const [first = '', second = '', third = ''] = rest;
  if (what === 'verify' && rest.length === 0) return (await verifyAudit(say)) ? 0 : 1;
  if (what === 'prove' && rest.length === 3 && /^[1-9]\d{0,14}$/.test(second)) {
    await proveRecord(first, Number(second), third);
    say(`${third} proves record ${second} of ${first}.`);
    return 0;
  }
  if (what === 'check' && (rest.length === 1 || rest.length === 2)) {
    const keys = second || hubFiles(resolve(process.env['HUB_DATA'] || '.hub')).auditKeys;
    const fault = await checkProof(first, keys);
    say(fault === undefined ? 'It holds.' : `It does not hold: ${fault}.`);
    return fault === undefined ? 0 : 1;
  }
  throw new StartError(USAGE);
}

/** `keys rotate [--at-once]`. */
async function keys([what, ...rest]: readonly string[], isAtOnce: boolean): Promise<void> {
  if (what !== 'rotate' || rest.length > 0) throw new StartError(USAGE);
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  await rotateKeys(resolve(process.env['HUB_DATA'] || '.hub'), { isAtOnce, say, wait: (ms) => setTimeout(ms) });
}

const USAGE =
  'Usage: npm start [-- --people N] | npm run subgraph -- NAME… [--people N] | ' +
  'npm run hub -- audit verify | audit prove DEPARTMENT NUMBER FILE | audit check FILE [KEYS] | keys rotate [--at-once] | npm run reset';

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { people: { type: 'string' }, 'at-once': { type: 'boolean' } },
    });
  } catch (error) {
    throw new StartError(`${(error as Error).message}. ${USAGE}`);
  }
}
