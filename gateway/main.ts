import cluster from 'node:cluster';
import { ConfigError } from './config.js';
import { configFromEnv, explainCommand, workersFromEnv } from './config-env.js';
import { createGateway } from './gateway.js';
import { createLogger } from './observe/logger.js';
import { SupergraphError } from './supergraph/supergraph-error.js';
import { Primary } from './workers/primary.js';
import { sharedMetrics } from './workers/worker.js';

/** A stop that takes longer is cut short (ms). */
const STOP_LIMIT_MS = 10_000;

try {
  const explain = explainCommand();
  const workers = workersFromEnv();
  if (explain) {
    // It plans in this thread; a gateway that serves does not load the planner here.
    const { explainFile } = await import('./explain-file.js');
    process.stdout.write(await explainFile(explain));
  } else if (workers > 1 && cluster.isPrimary) await serveByWorkers(workers);
  else await serve();
} catch (error) {
  const known = error instanceof ConfigError || error instanceof SupergraphError;
  process.stderr.write(
    `${known || !(error instanceof Error) ? String((error as Error).message) : String(error.stack)}\n`,
  );
  fail();
}

async function serve(): Promise<void> {
  const gateway = await createGateway(configFromEnv(), cluster.isWorker ? { shareMetrics: sharedMetrics } : {});
  obey({ stop: () => gateway.stop(), reload: () => void gateway.reload() });
  process.send?.({ type: 'ready', url: gateway.url });
}

async function serveByWorkers(count: number): Promise<void> {
  const log = createLogger(configFromEnv().logLevel);
  const primary = await Primary.start({ count, stopLimitMs: STOP_LIMIT_MS, log });
  if (!primary) return fail();
  obey({ stop: () => primary.stop(), reload: () => primary.reload() });
  process.send?.({ type: 'ready', url: primary.url });
}

function obey({ stop, reload }: { readonly stop: () => Promise<void>; readonly reload: () => void }): void {
  let stopping = false;
  const stopOnce = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS + 1000).unref();
    void stop().finally(() => {
      if (process.connected) process.disconnect();
    });
  };
  process.once('SIGTERM', stopOnce);
  process.once('SIGINT', stopOnce);
  // The parent is gone, and nobody else would end this process.
  process.once('disconnect', stopOnce);
  process.on('SIGHUP', reload);
}

function fail(): void {
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}
