import { ConfigError, configFromEnv, explainCommand } from './config.js';
import { explainFile } from './explain-file.js';
import { createGateway } from './gateway.js';
import { SupergraphError } from './supergraph/load.js';

/** A stop that takes longer is cut short (ms). */
const STOP_LIMIT_MS = 10_000;

try {
  const explain = explainCommand();
  if (explain) process.stdout.write(await explainFile(explain));
  else await serve();
} catch (error) {
  const known = error instanceof ConfigError || error instanceof SupergraphError;
  process.stderr.write(
    `${known || !(error instanceof Error) ? String((error as Error).message) : String(error.stack)}\n`,
  );
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}

async function serve(): Promise<void> {
  const gateway = await createGateway(configFromEnv());
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void gateway.stop().finally(() => {
      if (process.connected) process.disconnect();
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // The parent is gone, and nobody else would end this process.
  process.once('disconnect', stop);
  process.on('SIGHUP', () => void gateway.reload());
  process.send?.({ type: 'ready', url: gateway.url });
}
