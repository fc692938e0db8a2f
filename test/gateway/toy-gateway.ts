import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { type GatewayConfig, engineDefaults } from '../../gateway/config.js';
import { createGateway, type Gateway } from '../../gateway/gateway.js';
import { serveToys, type Toys } from './toy-subgraphs.js';
import { World } from './toy-world.js';

export interface ToyGateway extends AsyncDisposable {
  readonly world: World;
  readonly toys: Toys;
  readonly gateway: Gateway;
  readonly supergraphSdl: string;
  /** The file that is served. */
  readonly supergraphFile: string;
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<GraphqlAnswer>;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: {
    readonly message: string;
    readonly path?: (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
}

/** A folder of its own for a test; goes with it. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'gateway-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** The toys behind a gateway in open mode. */
export async function startToyGateway(engine: Partial<ReturnType<typeof engineDefaults>> = {}): Promise<ToyGateway> {
  await using stack = new AsyncDisposableStack();
  const world = new World();
  const toys = stack.use(await serveToys(world));
  const supergraphSdl = composeToys(toys);
  const folder = stack.use(await temporaryFolder());
  const supergraphFile = join(folder.path, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphSdl);
  const config: GatewayConfig = {
    host: '127.0.0.1',
    port: 0,
    graph: { mode: 'open', supergraphFile, issuers: [] },
    ...engineDefaults(),
    ...engine,
    logLevel: 'silent',
  };
  const gateway = stack.use(await createGateway(config));
  const owned = stack.move();
  return {
    world,
    toys,
    gateway,
    supergraphSdl,
    supergraphFile,
    ask: (query, variables, headers) => ask(gateway.url, query, variables, headers),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export function composeToys({ people, shop, shipping }: Toys): string {
  const services = [people, shop, shipping].map(({ name, origin, typeDefs }) => ({
    name,
    url: `${origin}/graphql`,
    typeDefs: parse(typeDefs),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(String(errors));
  return supergraphSdl;
}

/** One operation over HTTP. */
export async function ask(
  url: string,
  query: string,
  variables?: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}
