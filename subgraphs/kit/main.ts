import { ConfigError, configFromEnv } from './config.js';
import type { Department } from './department.js';
import { startSubgraph } from './start.js';

/** Runs a department as a process: environment in, signals out. Ends when its parent does. */
export async function runSubgraph(department: Department): Promise<void> {
  // A parent that dies while this process starts must not leave it behind; nothing is served yet, so nothing is lost.
  const orphaned = () => process.exit(1);
  process.once('disconnect', orphaned);
  try {
    const subgraph = await startSubgraph(department, configFromEnv(department.name));
    let stopping = false;
    const stop = () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(1), 10_000).unref();
      void Promise.resolve(subgraph[Symbol.asyncDispose]()).finally(() => {
        if (process.connected) process.disconnect();
      });
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    process.off('disconnect', orphaned);
    process.once('disconnect', stop);
    process.send?.({ type: 'ready', url: subgraph.url });
  } catch (error) {
    // The message comes last: whoever started this shows the last lines.
    if (!(error instanceof ConfigError)) process.stderr.write(`${String((error as Error).stack)}\n`);
    process.stderr.write(`${(error as Error).message}\n`);
    process.off('disconnect', orphaned);
    process.exitCode = 1;
    if (process.connected) process.disconnect();
  }
}
