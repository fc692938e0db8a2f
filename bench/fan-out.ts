import { fileURLToPath } from 'node:url';
import { GATEWAY_FLAGS } from '#lib/gateway-flags';
import { openLiveStand } from './side-by-side/live-stand.js';
import { cpuMs, message, rssMb, startHelper, startServer, stop } from './side-by-side/processes.js';

/** One enriched event to 1 000 graphql-ws clients with the same subscription: what each message costs the gateway. */
const CLIENTS = 1000;
const EVENTS = Number(process.argv[2] ?? 200);
const WARM = 20;
const BAR_US = 20;
const QUERY = 'subscription { itemSold { id item { title } buyer { name parcels { note } } } }';

await using owned = new AsyncDisposableStack();
const { subgraphs, supergraphFile: file } = owned.use(await openLiveStand('live-subgraphs'));
const main = fileURLToPath(new URL('../gateway/main.js', import.meta.url));
const gateway = owned.use(
  await startServer({ args: [...GATEWAY_FLAGS, main, '--supergraph', file, '--open', '--port', '0'] }),
);
const idleMb = rssMb(gateway.child);
const listeners = startHelper('listeners', [gateway.url, String(CLIENTS), QUERY]);
owned.defer(() => stop(listeners));
await message(listeners, 'listening');

let last = { upstreams: 0, asked: 0 };
async function sell(events: number): Promise<void> {
  for (let number = 0; number < events; number++) {
    const sold = message<typeof last>(subgraphs, 'sold');
    const received = message(listeners, 'received');
    subgraphs.send('sell');
    last = await sold;
    await received;
  }
}

await sell(WARM);
const { asked: askedBefore } = last;
const before = cpuMs(gateway.child);
const started = performance.now();
await sell(EVENTS);
const seconds = (performance.now() - started) / 1000;
const us = ((cpuMs(gateway.child) - before) * 1000) / (EVENTS * CLIENTS);
const calls = (last.asked - askedBefore) / EVENTS;
const reached = us <= BAR_US && last.upstreams === 1 && calls <= 1;
process.stdout.write(
  `${us.toFixed(1)} µs of CPU a message (bar ${BAR_US}), ${((EVENTS * CLIENTS) / seconds).toFixed(0)} messages/s, ` +
    `${last.upstreams} subscription upstream, ${calls.toFixed(2)} calls an event to each department, ` +
    `${rssMb(gateway.child).toFixed(0)} MB (${idleMb.toFixed(0)} without clients)${reached ? '' : '  MISSED'}\n`,
);
process.exitCode = reached ? 0 : 1;
