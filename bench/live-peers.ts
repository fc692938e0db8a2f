import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { GATEWAY_FLAGS } from '#lib/gateway-flags';
import { installPeers, startHive } from './side-by-side/hive.js';
import { median } from './side-by-side/measure.js';
import { openLiveStand } from './side-by-side/live-stand.js';
import { cpuMs, message, rssMb, type Server, startHelper, startServer, stop } from './side-by-side/processes.js';

/**
 * The same events, subgraphs and listeners at our gateway and at Hive Gateway, one process each on one core, in turns: an enriched
 * event to so many graphql-ws clients with the same subscription. `npm run bench:live [-- clients events rounds]`.
 */
const [clients = '1000', events = '50', rounds = '3'] = process.argv.slice(2);
const WARM = 5;
const SETTLE_MS = 4000;
const QUERY = 'subscription { itemSold { id item { title } buyer { name parcels { note } } } }';
const MIN_TIMES = 4;

installPeers();
await using owned = new AsyncDisposableStack();
const { subgraphs, supergraphFile: supergraph } = owned.use(await openLiveStand('live-subgraphs'));
const main = fileURLToPath(new URL('../gateway/main.js', import.meta.url));

const STARTS: Readonly<Record<string, () => Promise<Server>>> = {
  ours: () => startServer({ args: [...GATEWAY_FLAGS, main, '--supergraph', supergraph, '--open', '--port', '0'] }),
  Hive: () => startHive(supergraph),
  'Hive router': () => startHive(supergraph, { more: ['--hive-router-runtime'] }),
};

interface Live {
  /** CPU of the gateway for one message to one client (µs). */
  readonly us: number;
  /** From the event to the last client (ms), median. */
  readonly ms: number;
  /** Calls to a department for one event. */
  readonly calls: number;
  /** Subscriptions that the subgraph has open. */
  readonly upstreams: number;
  readonly mb: number;
}

async function measureLive(start: () => Promise<Server>): Promise<Live> {
  await using gateway = await start();
  const listeners = startHelper('listeners', [gateway.url, clients, QUERY]);
  await message(listeners, 'listening');
  const delays: number[] = [];
  let last = { upstreams: 0, asked: 0 };
  const sell = async (count: number) => {
    for (let number = 0; number < count; number++) {
      const received = message(listeners, 'received');
      const sold = message<typeof last>(subgraphs, 'sold');
      const began = performance.now();
      subgraphs.send('sell');
      last = await sold;
      await received;
      delays.push(performance.now() - began);
    }
  };
  // Nothing says when the last of them hears events.
  await pause(SETTLE_MS);
  await sell(WARM);
  delays.length = 0;
  const { asked } = last;
  const before = cpuMs(gateway.child);
  await sell(Number(events));
  const us = ((cpuMs(gateway.child) - before) * 1000) / (Number(events) * Number(clients));
  const calls = (last.asked - asked) / Number(events);
  const measured = { us, ms: median(delays), calls, upstreams: last.upstreams, mb: rssMb(gateway.child) };
  await stop(listeners);
  return measured;
}

const results = new Map<string, Live[]>();
for (let round = 0; round < Number(rounds); round++) {
  const names = Object.keys(STARTS);
  for (const name of round % 2 === 0 ? names : names.reverse()) {
    const start = STARTS[name];
    if (start) results.set(name, [...(results.get(name) ?? []), await measureLive(start)]);
  }
}
const of = (name: string, key: keyof Live) => median((results.get(name) ?? []).map((each) => each[key]));
for (const name of results.keys()) {
  process.stdout.write(
    `${name.padEnd(11)} ${of(name, 'us').toFixed(1)} µs of CPU a message, ${of(name, 'ms').toFixed(0)} ms to all ${clients}, ` +
      `${of(name, 'upstreams')} subscriptions upstream, ${of(name, 'calls').toFixed(1)} calls an event to a department, ${of(name, 'mb').toFixed(0)} MB\n`,
  );
}
const times = Math.min(of('Hive', 'us'), of('Hive router', 'us')) / of('ours', 'us');
const isReached = times >= MIN_TIMES;
process.stdout.write(`${times.toFixed(1)} × the best Hive Gateway (bar ${MIN_TIMES})${isReached ? '' : '  MISSED'}\n`);
process.exitCode = isReached ? 0 : 1;
