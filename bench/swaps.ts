import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GATEWAY_FLAGS } from '#lib/gateway-flags';
import { openLiveStand } from './side-by-side/live-stand.js';
import { message, startHelper, startServer, stop } from './side-by-side/processes.js';

/** 100 new supergraphs under load: no request fails, a live subscription goes on, and the heap comes back. */
const SWAPS = Number(process.argv[2] ?? 100);
const WARM = 20;
const CONNECTIONS = 5;
const BAR_HEAP = 1.05;

await using owned = new AsyncDisposableStack();
const { subgraphs, sdl, supergraphFile: file } = owned.use(await openLiveStand('live-subgraphs'));
const write = (version: number) => writeFileSync(file, sdl.replace('type Team', `"Version ${version}"\ntype Team`));
write(0);
const script = fileURLToPath(new URL('./side-by-side/watched-gateway.js', import.meta.url));
const { child, url } = owned.use(
  await startServer({ args: [...GATEWAY_FLAGS, '--expose-gc', script, '--supergraph', file, '--open', '--port', '0'] }),
);
const listeners = startHelper('listeners', [url, '1', 'subscription { itemSold { id buyer { name } } }']);
owned.defer(() => stop(listeners));
await message(listeners, 'listening');

const over = new AbortController();
let answered = 0;
let failed = 0;
async function ask(): Promise<void> {
  while (!over.signal.aborted) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ people { name cart { title } parcels { note } } }"}',
    }).catch(() => undefined);
    const answer = (await response?.json()) as { errors?: unknown } | undefined;
    if (answer && !answer.errors) answered++;
    else failed++;
  }
}
const load = Promise.all(Array.from({ length: CONNECTIONS }, ask));

let version = 0;
async function swap(count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    write(++version);
    const swapped = message<{ outcome: string }>(child, 'swap');
    child.send('swap');
    const { outcome } = await swapped;
    if (outcome === 'refused') failed++;
  }
}
async function asked<T>(what: 'heap' | 'delay'): Promise<T> {
  const told = message<T>(child, what);
  child.send(what);
  return told;
}

await swap(WARM);
const base = (await asked<{ mb: number }>('heap')).mb;
await asked('delay');
const started = performance.now();
await swap(SWAPS);
const ms = (performance.now() - started) / SWAPS;
const { maxMs } = await asked<{ maxMs: number }>('delay');
const after = (await asked<{ mb: number }>('heap')).mb;
over.abort();
await load;
const received = message(listeners, 'received');
subgraphs.send('sell');
const isAlive = await Promise.race([
  received.then(() => true),
  new Promise<false>((resolve) => setTimeout(() => resolve(false), 5000)),
]);
const reached = failed === 0 && isAlive && after / base <= BAR_HEAP;
process.stdout.write(
  `${SWAPS} swaps of ${ms.toFixed(0)} ms: ${answered} requests answered, ${failed} failed; the subscription ${isAlive ? 'goes on' : 'ENDED'}; ` +
    `heap ${base.toFixed(1)} → ${after.toFixed(1)} MB (${(after / base).toFixed(2)}, bar ${BAR_HEAP}); ` +
    `event loop held up at most ${maxMs.toFixed(0)} ms${reached ? '' : '  MISSED'}\n`,
);
process.exitCode = reached ? 0 : 1;
