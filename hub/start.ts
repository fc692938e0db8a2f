import { join } from 'node:path';
import { GATEWAY_FLAGS } from '#lib/gateway-flags';
import { projectRoot } from '#lib/project-root';
import { envSuffix, type SubgraphName } from '#protocol/departments';
import { checkDatabase } from './check-database.js';
import { gatewayEnv, subgraphEnv } from './child-env.js';
import { type HubConfig, prepareDataFolder, type SubgraphSettings } from './config.js';
import { createDatabases } from './databases.js';
import { createKeys } from './keys.js';
import { lock } from './lock.js';
import { choosePorts } from './ports.js';
import { type Postgres, startPostgres } from './postgres.js';
import { Child } from './supervise.js';
import { endSurvivors, ProcessRecord } from './survivors.js';
import { decideWorld } from './world.js';

export interface StartOptions {
  /** Undefined: the whole hub with its gateway. Else these subgraphs alone. */
  readonly only?: readonly SubgraphName[] | undefined;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly onProcess?: ((name: string, pid: number) => void) | undefined;
}

/** What runs. Disposing stops the gateway, then the subgraphs, then PostgreSQL. */
export interface Hub extends AsyncDisposable {
  readonly subgraphs: ReadonlyMap<SubgraphName, string>;
  /** Undefined when subgraphs run alone. */
  readonly gateway: string | undefined;
  /** Undefined when all databases are the user's. */
  readonly postgres: Postgres | undefined;
  /** Ends the processes at once. */
  kill(): void;
}

/** Starts everything, or nothing: on a failure what had been started is stopped again. Throws StartError. */
export async function startHub(config: HubConfig, options: StartOptions): Promise<Hub> {
  const { say, signal } = options;
  const folder = config.dataFolder;
  const wanted = config.subgraphs.filter(({ name }) => options.only?.includes(name) ?? true);
  prepareDataFolder(folder);
  await using stack = new AsyncDisposableStack();
  stack.use(await lock(folder));
  await endSurvivors(folder);
  const record = new ProcessRecord(folder);
  stack.defer(() => record.clear());

  const withGateway = options.only === undefined;
  const ports = await choosePorts([...(withGateway ? [config.gateway] : []), ...wanted.map(({ port }) => port)], say);
  const gatewayPort = withGateway ? ports.shift() : undefined;
  const addresses = new Map(config.subgraphs.map(({ name, port }) => [name, `http://127.0.0.1:${port.port}`]));
  wanted.forEach(({ name }, index) => addresses.set(name, `http://127.0.0.1:${ports[index]}`));
  const [world] = await Promise.all([decideWorld(config), createKeys(folder)]);
  const { postgres, databases } = await prepareDatabases(config, wanted, stack);
  signal.throwIfAborted();

  const children: Child[] = [];
  const stopAll = () => void Promise.all(children.map((child) => child.stop()));
  signal.addEventListener('abort', stopAll, { once: true });
  const launch = (name: string, program: string, env: NodeJS.ProcessEnv) => {
    const spec = {
      name,
      args: [...(name === 'gateway' ? GATEWAY_FLAGS : []), join(projectRoot(), 'dist', program)],
      env,
      logFile: join(folder, 'logs', `${name}.log`),
    };
    const onStarted = (process: string, pid: number) => {
      record.started(process, pid);
      options.onProcess?.(process, pid);
    };
    const child = new Child(spec, { say, onStarted });
    children.push(child);
    return child;
  };
  const subgraphs = wanted.map(({ name }, index) =>
    launch(
      name,
      `subgraphs/${name}/main.js`,
      subgraphEnv({ name, folder, world, addresses, port: ports[index] ?? 0, databaseUrl: databases.get(name) ?? '' }),
    ),
  );
  stack.defer(async () => void (await Promise.all(subgraphs.map((child) => child.stop()))));
  await Promise.all(subgraphs.map((child) => child.ready));
  let gateway: string | undefined;
  if (gatewayPort !== undefined) {
    const child = launch('gateway', 'gateway/main.js', gatewayEnv({ folder, addresses, port: gatewayPort }));
    stack.defer(() => child.stop());
    gateway = await child.ready;
  }
  signal.throwIfAborted();
  signal.removeEventListener('abort', stopAll);

  const resources = stack.move();
  return {
    subgraphs: new Map(wanted.map(({ name }) => [name, addresses.get(name) ?? ''])),
    gateway,
    postgres,
    kill() {
      for (const child of children) child.kill();
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** The user's databases are checked; for the rest the private server is started. */
async function prepareDatabases(
  config: HubConfig,
  wanted: readonly SubgraphSettings[],
  stack: AsyncDisposableStack,
): Promise<{ postgres: Postgres | undefined; databases: ReadonlyMap<SubgraphName, string> }> {
  const databases = new Map<SubgraphName, string>();
  const own: SubgraphName[] = [];
  for (const { name, databaseUrl } of wanted) {
    if (databaseUrl === undefined) own.push(name);
    else databases.set(name, databaseUrl);
  }
  await Promise.all([...databases].map(([name, url]) => checkDatabase(`DATABASE_URL_${envSuffix(name)}`, url)));
  if (own.length === 0) return { postgres: undefined, databases };
  const postgres = stack.use(await startPostgres({ folder: config.dataFolder, pgBin: config.pgBin }));
  for (const [name, url] of await createDatabases(postgres.url, config.dataFolder, own)) databases.set(name, url);
  return { postgres, databases };
}
