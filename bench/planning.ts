import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { GATEWAY_FLAGS } from '#lib/gateway-flags';
import { NICE } from '#lib/yield-to-others';
import { supergraphOf } from './graphs/bench-graph.js';
import { HOSTILE, hostileSdl } from './graphs/hostile.js';
import { median } from './side-by-side/measure.js';
import { message, type Server, startHelper, startServer, stop } from './side-by-side/processes.js';

/** While documents are planned or checked that take long, others are answered as before. */
const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = 6;
const EVERY_MS = 10;
const BARS = { p99: 2, heldUpMs: 50 };
/** Planning is ended after so long; a document that takes less is not hostile enough to show anything. */
const PLAN_MS = 1000;

await using owned = new AsyncDisposableStack();
const subgraph = createServer((request, response) => {
  request
    .resume()
    .on('end', () => response.setHeader('content-type', 'application/json').end('{"data":{"me":{"name":"Ana"}}}'));
}).listen(0, '127.0.0.1');
await once(subgraph, 'listening');
owned.defer(() => {
  subgraph.closeAllConnections();
  subgraph.close();
});
const { port } = subgraph.address() as AddressInfo;
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
owned.defer(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'supergraph.graphql');
writeFileSync(
  file,
  supergraphOf({ sdl: hostileSdl }, () => `http://127.0.0.1:${port}/graphql`),
);
const script = fileURLToPath(new URL('./side-by-side/watched-gateway.js', import.meta.url));
const gateway: Server = owned.use(
  await startServer({
    args: [...GATEWAY_FLAGS, script, '--supergraph', file, '--open', '--port', '0'],
    everywhere: true,
    env: { HUB_PLAN_TIMEOUT_MS: String(PLAN_MS) },
  }),
);

async function ask(): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ me { name } }"}',
  });
  await response.arrayBuffer();
  return performance.now() - started;
}

/** At a fixed pace, whether or not what was asked before is answered; the 99th percentile in milliseconds. */
async function p99(): Promise<number> {
  const asked: ReturnType<typeof ask>[] = [];
  for (let number = 0; number < (SECONDS * 1000) / EVERY_MS; number++) {
    asked.push(ask());
    await delay(EVERY_MS);
  }
  const times = (await Promise.all(asked)).sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)] ?? 0;
}

interface HeldUp {
  readonly maxMs: number;
  /** Without the time in which others had the core. */
  readonly workedMs: number;
}

async function heldUp(): Promise<HeldUp> {
  const told = message<HeldUp>(gateway.child, 'delay');
  gateway.child.send('delay');
  return told;
}

await p99();
/** What the machine itself costs: two processes that do nothing but count, at the priority of the planner's threads; no bar. */
const COUNTING = 'two that only count beside it';
const attacks = [...Object.keys(HOSTILE), COUNTING].map((kind) => ({
  kind,
  /** Others' p99 meanwhile, and right before, by round. */
  busy: [] as number[],
  quiet: [] as number[],
  /** How long the event loop was held up, by round. */
  held: [] as HeldUp[],
  /** How long such a document took. */
  ms: [] as number[],
}));
type Attack = (typeof attacks)[number];

/** One hostile document after the other, as long as it is wanted. */
async function attack({ kind, ms }: Attack, signal: AbortSignal): Promise<void> {
  if (kind === COUNTING) return count(signal);
  const attacker = startHelper('attacker', [gateway.url, kind]);
  await once(signal, 'abort');
  const told = message<{ readonly ms: readonly number[] }>(attacker, 'attacked');
  attacker.send('over');
  ms.push(...(await told).ms);
  await stop(attacker);
}

async function count(signal: AbortSignal): Promise<void> {
  const counting = Array.from({ length: 2 }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  for (const { pid } of counting) if (pid !== undefined) setPriority(pid, NICE);
  await once(signal, 'abort');
  for (const child of counting) await stop(child);
}

for (let round = 0; round < ROUNDS; round++) {
  // Machines change within a minute: each kind is compared with the moment before it, and none always comes first.
  for (const each of round % 2 === 0 ? attacks : attacks.toReversed()) {
    each.quiet.push(await p99());
    await heldUp();
    const over = new AbortController();
    const attacked = attack(each, over.signal);
    each.busy.push(await p99());
    each.held.push(await heldUp());
    over.abort();
    await attacked;
  }
}
for (const { kind, busy, quiet, held, ms } of attacks) {
  const ratio = median(busy.map((value, round) => value / (quiet[round] ?? 0)));
  if (kind === COUNTING) {
    process.stdout.write(
      `${kind}: p99 of others ${median(quiet).toFixed(1)} → ${median(busy).toFixed(1)} ms: ${ratio.toFixed(2)}\n`,
    );
    continue;
  }
  const isHostile = kind !== 'planning' || median(ms) >= PLAN_MS;
  const heldMs = held.map(({ maxMs }) => maxMs);
  const workedMs = held.map((one) => one.workedMs);
  // What it works is its own; in which moments others have the cores is a matter of the machine.
  const reached = ratio <= BARS.p99 && Math.max(...workedMs, median(heldMs)) <= BARS.heldUpMs && isHostile;
  process.stdout.write(
    `${kind}: p99 of others ${median(quiet).toFixed(1)} → ${median(busy).toFixed(1)} ms: ${ratio.toFixed(2)} (bar ${BARS.p99}); event loop worked at most ${Math.max(...workedMs).toFixed(0)} ms in one turn ` +
      `(bar ${BARS.heldUpMs}; held up ${median(heldMs).toFixed(0)} ms in the median round, ${Math.max(...heldMs).toFixed(0)} ms at most); ` +
      `${ms.length} such documents took ${median(ms).toFixed(0)} ms each${reached ? '' : '  MISSED'}\n`,
  );
  if (!reached) process.exitCode = 1;
}
