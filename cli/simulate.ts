import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createHubClient, type HubClient } from '#schema/hub-client';
import { PickForActivityDocument } from '#schema/generated/operations';
import { devToken } from '../hub/dev-token.js';
import { createKeys } from '../hub/keys.js';
import { StartError } from '../hub/start-error.js';
import { steps, type Step } from './simulated-steps.js';

/**
 * `npm run simulate -- --rate 5`: performs real domain actions through public mutations, `--rate` a second, until Ctrl-C or until
 * `--count` are done, so that the feed lives.
 */
const USAGE = 'Usage: npm run simulate -- [--rate 5] [--count N] [--url http://127.0.0.1:4000]';
const REPORT_MS = 5000;

try {
  const { values } = parseArgs({
    options: { rate: { type: 'string' }, count: { type: 'string' }, url: { type: 'string' } },
  });
  const rate = positive(values.rate ?? '5', '--rate', 200);
  const count = values.count === undefined ? Number.POSITIVE_INFINITY : positive(values.count, '--count', 10_000_000);
  await simulate(values.url ?? `http://127.0.0.1:${process.env['HUB_PORT'] || '4000'}`, rate, count);
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : `${(error as Error).message}. ${USAGE}`}\n`);
  process.exitCode = 1;
}

async function simulate(url: string, rate: number, count: number): Promise<void> {
  const folder = resolve(process.env['HUB_DATA'] || '.hub');
  await createKeys(folder);
  const as = async (who: string): Promise<HubClient> =>
    createHubClient({ url, token: await devToken(folder, { as: who, roles: [], hours: 12 }) });
  const clients = {
    civilAffairs: await as('department:civil-affairs'),
    youthLeague: await as('department:youth-league'),
    charity: await as('department:charity-federation'),
    office: await as('department:civilization-office'),
  };
  const world = await clients.youthLeague(PickForActivityDocument, { first: 200 });
  const run = { done: 0, refused: new Map<string, number>(), stopped: false };
  process.once('SIGINT', () => void (run.stopped = true));
  process.once('SIGTERM', () => void (run.stopped = true));
  const report = setInterval(() => print(run), REPORT_MS);
  let queue: Step[] = [];
  const began = performance.now();
  while (!run.stopped && run.done < count) {
    if (queue.length === 0) queue = steps(clients, world, randomUUID);
    const step = queue.shift();
    const refusal = await step?.().catch((error: unknown) => (error as Error).message);
    run.done += 1;
    if (refusal) {
      run.refused.set(refusal, (run.refused.get(refusal) ?? 0) + 1);
      // What follows depends on the step that was refused.
      queue = [];
    }
    const due = began + (run.done / rate) * 1000;
    await new Promise((wake) => setTimeout(wake, Math.max(0, due - performance.now())));
  }
  clearInterval(report);
  print(run);
}

function print({ done, refused }: { done: number; refused: ReadonlyMap<string, number> }): void {
  const problems = [...refused].map(([problem, n]) => `${n} × ${problem}`).join(', ');
  process.stdout.write(`${done} actions${problems ? `, refused: ${problems}` : ''}\n`);
}

function positive(text: string, name: string, max: number): number {
  const value = Number(text);
  if (value > 0 && value <= max) return value;
  throw new StartError(`${name} must be a number above 0 and at most ${max}, but is "${text}".`);
}
