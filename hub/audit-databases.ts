import { Client } from 'pg';
import type { SubgraphName } from '#protocol/departments';
import { configFromEnv } from './config.js';
import { createDatabases } from './databases.js';
import { startPostgres } from './postgres.js';

/** A connection that is closed with the stack. */
export async function connect(url: string, stack: AsyncDisposableStack): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  stack.defer(() => client.end());
  return client;
}

/** The databases of the environment; for the rest those of the private server, which is started if it does not run. */
export async function databaseAddresses(stack: AsyncDisposableStack): Promise<ReadonlyMap<SubgraphName, string>> {
  const { subgraphs, dataFolder, pgBin } = configFromEnv(process.env);
  const addresses = new Map<SubgraphName, string>();
  for (const { name, databaseUrl } of subgraphs) if (databaseUrl !== undefined) addresses.set(name, databaseUrl);
  const own = subgraphs.map(({ name }) => name).filter((name) => !addresses.has(name));
  if (own.length === 0) return addresses;
  const postgres = await startPostgres({ folder: dataFolder, pgBin });
  if (!postgres.attached) stack.defer(() => postgres[Symbol.asyncDispose]());
  for (const [name, url] of await createDatabases(postgres.url, dataFolder, own)) addresses.set(name, url);
  return addresses;
}
