import { constants, setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openLiveStand } from './side-by-side/live-stand.js';
import { cpuMs, message, rssMb, type Server, startHelper, startServer, stop } from './side-by-side/processes.js';

/**
 * The gateway with a feed: 10 000 listeners of 100 different subscriptions; a listener that missed 100 000 events while others
 * stay live; clients that behave badly; clients that come and go. `npm run bench -- feed [listeners] [fan-out|replay|hostile|cycles]`.
 */
const LISTENERS = Number(process.argv[2] ?? 10_000);
const KEYS = 100;
const ROUNDS = 30;
const BACKLOG = 100_000;
const LIVE = 100;
const MAX_LISTENER_KB = 15;
const MAX_GROWTH = 1.1;
/** Heap after hostile clients, and after clients that came and went, as shares of before. */
const MAX_LEFT = 1.1;
const MAX_HEAP = 1.05;
const CYCLES = 50;
const CYCLE = 1000;

interface Report {
  readonly received: number;
  readonly median: number;
  readonly p99: number;
}

await using owned = new AsyncDisposableStack();
const { subgraphs: subgraph, supergraphFile: file } = owned.use(await openLiveStand('feed-subgraph'));
const script = fileURLToPath(new URL('./side-by-side/watched-gateway.js', import.meta.url));
const args = ['--expose-gc', script, '--supergraph', file, '--open', '--port', '0'];

async function write(what: { tick?: number; backlog?: number }) {
  const written = message<{ open: number; opened: number }>(subgraph, 'written');
  subgraph.send(what);
  return written;
}

/** Heap after collection (MB). */
async function heapMb({ child }: Server): Promise<number> {
  const told = message<{ mb: number }>(child, 'heap');
  child.send('heap');
  return (await told).mb;
}

/** Resident memory without what is only waiting to be collected (MB). */
async function collectedMb({ child }: Server): Promise<number> {
  const collected = message(child, 'heap');
  child.send('heap');
  await collected;
  return rssMb(child);
}

async function delayOf({ child }: Server) {
  const told = message<{ maxMs: number; p99Ms: number }>(child, 'delay');
  child.send('delay');
  return told;
}

async function report(listeners: ReturnType<typeof startHelper>): Promise<Report> {
  const told = message<Report>(listeners, 'report');
  listeners.send('report');
  return told;
}

async function listen(url: string, ...more: readonly string[]) {
  const listeners = startHelper('feed-listeners', [url, ...more]);
  await message(listeners, 'listening');
  return listeners;
}

async function fanOut(): Promise<boolean> {
  await using gateway = await startServer({ args });
  // What one more costs: with none, the heap is still as small as it will never be again, and grows by what is no listener's.
  const before = await listen(gateway.url, String(LISTENERS / 2), String(KEYS));
  await write({ tick: KEYS });
  await pause(3000);
  const idleMb = await collectedMb(gateway);
  const listeners = await listen(gateway.url, String(LISTENERS), String(KEYS));
  await pause(3000);
  const kb = (((await collectedMb(gateway)) - idleMb) * 1024) / LISTENERS;
  await stop(before);
  await pause(2000);
  const { open } = await write({ tick: KEYS });
  await pause(1000);
  const { received: start } = await report(listeners);
  const cpuBefore = cpuMs(gateway.child);
  const began = performance.now();
  for (let round = 1; round <= ROUNDS; round++) {
    await write({ tick: KEYS });
    while ((await report(listeners)).received < start + (round - 1) * LISTENERS) await pause(5);
  }
  let last = await report(listeners);
  while (last.received < start + ROUNDS * LISTENERS) {
    await pause(5);
    last = await report(listeners);
  }
  const seconds = (performance.now() - began) / 1000;
  const us = ((cpuMs(gateway.child) - cpuBefore) * 1000) / (ROUNDS * LISTENERS);
  await write({ tick: KEYS });
  await pause(1500);
  const { median, p99 } = await report(listeners);
  await stop(listeners);
  const isReached = kb <= MAX_LISTENER_KB && open === KEYS;
  say(
    `${LISTENERS} listeners of ${KEYS} subscriptions: ${open} upstream, ${kb.toFixed(1)} KB each (bar ${MAX_LISTENER_KB}), ` +
      `${((ROUNDS * LISTENERS) / seconds).toFixed(0)} deliveries/s, ${us.toFixed(1)} µs of CPU each, ` +
      `an event to all of them ${median} ms in the median and ${p99} ms at the 99th percentile`,
    isReached,
  );
  return isReached;
}

async function replay(): Promise<boolean> {
  await using gateway = await startServer({ args });
  const live = await listen(gateway.url, String(LIVE), '1');
  await write({ backlog: BACKLOG });
  const beat = async (ms: number): Promise<Report> => {
    const until = performance.now() + ms;
    await report(live);
    while (performance.now() < until) {
      await write({ tick: 1 });
      await pause(50);
    }
    await pause(200);
    return report(live);
  };
  await beat(3000);
  // The same work once before, so that memory is compared with memory under load.
  const first = await listen(gateway.url, '1', '1', `at${BACKLOG / 2}`);
  while ((await report(first)).received < BACKLOG / 2) await pause(50);
  await stop(first);
  const quiet = await beat(3000);
  const baseMb = rssMb(gateway.child);
  let mostMb = baseMb;
  const watch = setInterval(() => (mostMb = Math.max(mostMb, rssMb(gateway.child))), 100);
  await report(live);
  const began = performance.now();
  const late = await listen(gateway.url, '1', '1', 'at0');
  const beating = (async () => {
    while ((await report(late)).received < BACKLOG) {
      await write({ tick: 1 });
      await pause(50);
    }
  })();
  await beating;
  const seconds = (performance.now() - began) / 1000;
  const busy = await report(live);
  clearInterval(watch);
  await stop(late);
  await stop(live);
  const growth = mostMb / baseMb;
  const isReached = growth <= MAX_GROWTH;
  say(
    `${BACKLOG} missed events: ${(BACKLOG / seconds).toFixed(0)} a second; the others' 99th percentile ${quiet.p99} ms before and ${busy.p99} ms meanwhile; ` +
      `memory ${baseMb.toFixed(0)} MB before, at most ${mostMb.toFixed(0)} MB meanwhile (${growth.toFixed(2)}, bar ${MAX_GROWTH})`,
    isReached,
  );
  return isReached;
}

/** Clients that behave badly beside good ones: what the good ones notice. */
async function hostile(): Promise<boolean> {
  await using gateway = await startServer({ args });
  const live = await listen(gateway.url, String(LIVE), '1');
  await write({ backlog: 1000 });
  const once = async (): Promise<Report> => {
    const until = performance.now() + 3000;
    await report(live);
    while (performance.now() < until) {
      await write({ tick: 1 });
      await pause(20);
    }
    await pause(300);
    return report(live);
  };
  /** The middle one of three: now and then the machine itself is late. */
  const beat = async (): Promise<Report> =>
    [await once(), await once(), await once()].sort((a, b) => a.p99 - b.p99)[1] as Report;
  await once();
  const quiet = await beat();
  const baseMb = await heapMb(gateway);
  let isReached = true;
  for (const kind of ['stalled', 'half-open', 'crowded', 'giant', 'stale', 'flood']) {
    const bad = startHelper('hostile-listeners', [gateway.url, kind]);
    // They share a core with those who measure, and must not take it from them.
    setPriority(bad.pid ?? 0, constants.priority.PRIORITY_LOW);
    await message(bad, 'listening');
    await pause(2000);
    await delayOf(gateway);
    const { median, p99 } = await beat();
    const delay = await delayOf(gateway);
    await stop(bad);
    // Clocks tick in milliseconds: below that there is nothing to compare.
    const isKept = p99 <= Math.max(2 * quiet.p99, quiet.p99 + 5);
    isReached &&= isKept;
    say(
      `beside ${kind} clients: ${median} ms in the median, ${p99} ms at the 99th percentile (${quiet.p99} ms without, bar 2 x); ` +
        `the gateway's event loop late by at most ${delay.maxMs.toFixed(0)} ms (${delay.p99Ms.toFixed(1)} ms at the 99th percentile)`,
      isKept,
    );
  }
  await pause(2000);
  const growth = (await heapMb(gateway)) / baseMb;
  const isBounded = growth <= MAX_LEFT;
  say(`heap after them ${growth.toFixed(2)} of before (bar ${MAX_LEFT})`, isBounded);
  return isReached && isBounded;
}

/** Clients that come and go: what they leave in the heap. */
async function cycles(): Promise<boolean> {
  await using gateway = await startServer({ args });
  const cycle = async () => {
    const listeners = await listen(gateway.url, String(CYCLE), String(KEYS));
    await write({ tick: KEYS });
    await stop(listeners);
  };
  for (let round = 0; round < 5; round++) await cycle();
  await pause(1500);
  const before = await heapMb(gateway);
  for (let round = 0; round < CYCLES; round++) await cycle();
  await pause(1500);
  const { open } = await write({ tick: KEYS });
  const share = (await heapMb(gateway)) / before;
  const isReached = share <= MAX_HEAP && open === 0;
  say(
    `${CYCLES} times ${CYCLE} clients that came and went: heap ${share.toFixed(3)} of before (bar ${MAX_HEAP}), ${open} left upstream`,
    isReached,
  );
  return isReached;
}

function say(line: string, isReached: boolean): void {
  process.stdout.write(`${line}${isReached ? '' : '  MISSED'}\n`);
}

const PARTS = { 'fan-out': fanOut, replay, hostile, cycles };
const wanted = process.argv[3];
const reached: boolean[] = [];
for (const [name, part] of Object.entries(PARTS))
  if (wanted === undefined || wanted === name) reached.push(await part());
process.exitCode = reached.every(Boolean) ? 0 : 1;
