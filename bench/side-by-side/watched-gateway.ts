import { monitorEventLoopDelay } from 'node:perf_hooks';
import { configFromEnv } from '../../gateway/config-env.js';
import { createGateway } from '../../gateway/gateway.js';

/** A gateway that is asked from outside to swap, for its heap (`--expose-gc`), and for how long its event loop was held up. */
const gateway = await createGateway(configFromEnv());
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
/** The longest that the event loop worked in one turn; where others use the cores too, less than it was held up. */
let workedMs = 0;
let before = process.threadCpuUsage();
setInterval(() => {
  const now = process.threadCpuUsage();
  workedMs = Math.max(workedMs, (now.user - before.user + now.system - before.system) / 1000);
  before = now;
}, 1).unref();
const collect = (globalThis as { gc?: () => void }).gc;

process.on('message', (asked: 'swap' | 'heap' | 'delay') => {
  if (asked === 'swap') {
    void gateway.reload().then((outcome) => process.send?.({ kind: 'swap', outcome }));
  } else if (asked === 'heap') {
    // What finalisers free is only gone after the next collection.
    for (let round = 0; round < 4; round++) collect?.();
    setTimeout(() => {
      for (let round = 0; round < 4; round++) collect?.();
      process.send?.({ kind: 'heap', mb: process.memoryUsage().heapUsed / 2 ** 20 });
    }, 500);
  } else {
    process.send?.({ kind: 'delay', maxMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6, workedMs });
    delay.reset();
    workedMs = 0;
  }
});
process.once('SIGTERM', () => void gateway.stop().finally(() => process.disconnect()));
process.send?.({ kind: 'ready', url: gateway.url });
