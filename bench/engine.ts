import { line, type Measured, measure, medians } from './side-by-side/measure.js';
import { openStand } from './side-by-side/stand.js';

/**
 * The gateway through its real front against the Node floor (the same calls, JSON.parse of each reply, JSON.stringify of
 * the answer) on one deep query full of repetitions. One process each, in turns; nothing is shared between requests.
 */
const ROUNDS = Number(process.argv[2] ?? 3);
const BARS = { share: 0.7, calls: 7 };

await using stand = await openStand('deep');
const results = { gateway: [] as Measured[], floor: [] as Measured[] };
for (let round = 0; round < ROUNDS; round++) {
  const order = round % 2 === 0 ? (['gateway', 'floor'] as const) : (['floor', 'gateway'] as const);
  for (const who of order) {
    await using server = who === 'gateway' ? await stand.startOurs() : await stand.startFloor();
    const measured = await measure(server, { body: stand.body, seconds: 5, tokens: 'unique' });
    results[who].push(measured);
    print(`round ${round + 1} ${who.padEnd(7)} ${line(measured)}`);
  }
}
await using ours = await stand.startOurs();
const calls = await stand.calls(ours);
const share = medians(results.floor).cpuMs / medians(results.gateway).cpuMs;
print(
  `share of the Node floor (by CPU per request): ${share.toFixed(2)}, bar ${BARS.share}${share < BARS.share ? '  MISSED' : ''}`,
);
print(`calls to subgraphs: ${calls}, bar ${BARS.calls}${calls > BARS.calls ? '  MISSED' : ''}`);
process.exitCode = share < BARS.share || calls > BARS.calls ? 1 : 0;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
