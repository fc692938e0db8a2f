import { join } from 'node:path';
import { projectRoot } from '#lib/project-root';
import { SUBGRAPH_NAMES, type SubgraphName } from '#protocol/departments';
import { gatewayEnv, subgraphEnv } from '../../hub/child-env.js';
import { freePort } from '../free-port.js';
import { Child } from '../../hub/supervise.js';
import type { RunningHub } from '../hub.js';
import { type ChangingSchema, changingSchema } from './changing-schema.js';

/** A second exchange on the first one's database and a second gateway that asks it, as another machine would have them. */
export interface SecondSite extends AsyncDisposable {
  /** The second gateway. */
  readonly url: string;
  signal(name: 'exchange' | 'gateway', signal: NodeJS.Signals): void;
  /** Stands between the second gateway and the civilization office. */
  readonly schema: ChangingSchema;
}

/** `more`: settings that the first site was started with. */
export async function startSecondSite(
  hub: RunningHub,
  more: Readonly<Record<string, string>> = {},
): Promise<SecondSite> {
  const folder = hub.dataFolder;
  const addresses = new Map(SUBGRAPH_NAMES.map((name): [SubgraphName, string] => [name, hub.subgraphs[name] ?? '']));
  const launch = (name: string, program: string, env: NodeJS.ProcessEnv) =>
    new Child(
      {
        name,
        args: [join(projectRoot(), 'dist', program)],
        env: { ...env, ...more },
        logFile: join(folder, 'logs', `${name}.log`),
      },
      { say: () => undefined, backoff: { firstMs: 500, maxMs: 2000, resetMs: 1000 } },
    );
  await using stack = new AsyncDisposableStack();
  const start = async (name: string, program: string, env: NodeJS.ProcessEnv) => {
    const child = launch(name, program, env);
    stack.defer(() => child.stop());
    return { child, url: await child.ready };
  };
  const databaseUrl = hub.databases['DATABASE_URL_EXCHANGE'] ?? '';
  const world = { people: 0, today: '2026-11-23' } as Parameters<typeof subgraphEnv>[0]['world'];
  const place = { name: 'exchange' as const, folder, world, addresses, databaseUrl, port: await freePort() };
  const exchange = await start('exchange-2', 'subgraphs/exchange/main.js', subgraphEnv(place));
  addresses.set('exchange', exchange.url);
  const schema = stack.use(await changingSchema(addresses.get('civilization-office') ?? ''));
  addresses.set('civilization-office', schema.url);
  const gateway = await start(
    'gateway-2',
    'gateway/main.js',
    gatewayEnv({ folder, addresses, port: await freePort() }),
  );
  const children = { exchange: exchange.child, gateway: gateway.child };
  const resources = stack.move();
  return {
    url: gateway.url,
    schema,
    signal(name, signal) {
      const { pid } = children[name];
      // Process 0 would be ourselves and all that belongs to us.
      if (pid === undefined) throw new Error(`${name} does not run`);
      process.kill(pid, signal);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
