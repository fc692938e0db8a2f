import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { devToken } from '../hub/dev-token.js';
import { createKeys } from '../hub/keys.js';
import { StartError } from '../hub/start-error.js';

const USAGE =
  'Usage: npm run -s token -- --as partner:<credit code>|department:<subgraph>|dashboard:<name>|person:<person id> ' +
  '[--roles a,b] [--hours 12]';

/** `npm run token`: a token of the local development issuer on stdout, and nothing else there. */
try {
  const { as, roles, hours } = read(process.argv.slice(2));
  const folder = resolve(process.env['HUB_DATA'] || '.hub');
  await createKeys(folder);
  process.stdout.write(`${await devToken(folder, { as, roles, hours })}\n`);
} catch (error) {
  process.stderr.write(error instanceof StartError ? `${error.message}\n` : `${String((error as Error).stack)}\n`);
  process.exitCode = 1;
}

function read(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { as: { type: 'string' }, roles: { type: 'string' }, hours: { type: 'string', default: '12' } },
    });
    const hours = Number(values.hours);
    if (values.as === undefined) throw new Error('--as is missing');
    if (!(hours > 0 && hours <= 24 * 366))
      throw new Error(`--hours must be above 0 and at most 8784, but is "${values.hours}"`);
    const roles = (values.roles ?? '').split(',').map((role) => role.trim());
    return { as: values.as, hours, roles: roles.filter((role) => role !== '') };
  } catch (error) {
    throw new StartError(`${(error as Error).message}. ${USAGE}`);
  }
}
