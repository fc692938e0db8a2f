import { isSubgraphName, SUBGRAPH_NAMES, type SubgraphName } from '#protocol/departments';
import { configFromEnv, type HubConfig } from './config.js';
import { devToken } from './dev-token.js';
import { type Hub, startHub } from './start.js';
import { StartError } from './start-error.js';
import { places, welcome } from './welcome.js';

/** npm passes a Ctrl-C on that the terminal has sent to us already: within this time it is the same one (ms). */
const SAME_SIGNAL_MS = 500;
const PARENT_CHECK_MS = 500;

/** `start`: the whole hub, until a signal. */
export async function runWholeHub(people: string | undefined): Promise<void> {
  const config = configFromEnv(process.env, people);
  const began = performance.now() - process.uptime() * 1000;
  await untilStopped(config, undefined, async (hub) => {
    const gateway = hub.gateway ?? '';
    const token = await devToken(config.dataFolder, { as: 'department:civil-affairs', roles: [], hours: 12 });
    const seconds = (performance.now() - began) / 1000;
    print(welcome({ hub, gateway, token, dataFolder: config.dataFolder, seconds }));
  });
}

/** `subgraph <name>…`: these departments alone, each with its database, until a signal. */
export async function runSubgraphs(names: readonly string[], people: string | undefined): Promise<void> {
  const known = names.filter(isSubgraphName);
  if (names.length === 0 || known.length < names.length) {
    throw new StartError(`Name one or more of ${SUBGRAPH_NAMES.join(', ')}, as in: npm run subgraph -- civil-affairs`);
  }
  const config = configFromEnv(process.env, people);
  await untilStopped(config, known, (hub) =>
    print(`\nReady.\n\n${places(hub, config.dataFolder)}\n\nCtrl-C stops it.\n`),
  );
}

async function untilStopped(
  config: HubConfig,
  only: readonly SubgraphName[] | undefined,
  whenReady: (hub: Hub) => void | Promise<void>,
): Promise<void> {
  const abort = new AbortController();
  const asked = Promise.withResolvers<void>();
  let hub: Hub | undefined;
  let firstAt: number | undefined;
  const stop = () => {
    if (firstAt !== undefined) return;
    firstAt = performance.now();
    print('Stopping. Once more to force it.');
    abort.abort();
    asked.resolve();
  };
  const onSignal = () => {
    if (firstAt !== undefined && performance.now() - firstAt > SAME_SIGNAL_MS) {
      hub?.kill();
      process.exit(1);
    }
    stop();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  // Started by another program over IPC: it ends with that one.
  process.once('disconnect', stop);
  const watch = whenParentEnds(stop);
  try {
    hub = await startHub(config, { only, signal: abort.signal, say: print, onProcess }).catch((error: unknown) => {
      // A start that is called off fails; that was asked for.
      if (abort.signal.aborted) return undefined;
      throw error;
    });
    if (hub !== undefined) {
      process.send?.({ type: 'ready', gateway: hub.gateway, subgraphs: Object.fromEntries(hub.subgraphs) });
      await whenReady(hub);
      await asked.promise;
      await hub[Symbol.asyncDispose]();
    }
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
    process.off('disconnect', stop);
    clearInterval(watch);
  }
  print('Stopped.');
}

/**
 * npm runs us in a shell, and a signal sent to npm (by a container's stop, for example) ends that shell without reaching
 * us. Started without npm we are nobody's child to end with: a daemon outlives its shell.
 */
function whenParentEnds(stop: () => void): NodeJS.Timeout | undefined {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_CHECK_MS).unref();
}

function onProcess(name: string, pid: number): void {
  process.send?.({ type: 'process', name, pid });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
