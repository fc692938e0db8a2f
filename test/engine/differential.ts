import { createServer } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import {
  type ExecutionResult,
  getOperationAST,
  graphql,
  GraphQLError,
  type GraphQLSchema,
  parse,
  subscribe,
  validate,
} from 'graphql';
import { random } from '#lib/random';
import { engineDefaults } from '../../gateway/config.js';
import { createGateway } from '../../gateway/gateway.js';
import { VALIDATION_RULES } from '../../gateway/request/single-root-field.js';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { temporaryFolder } from '../gateway/toy-gateway.js';
import { DerivedWorld, SCALAR_KEY } from './derived-world.js';
import type { Graph } from './graphs.js';
import { randomOperation, type RandomOperation } from './random-operation.js';
import type { StockExecutor } from './stock-executor.js';

/** A federated graph over a derived world, and the merged schema that says what is right. */
export interface Comparison extends AsyncDisposable {
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** What mutations did, in order, on either side. */
  readonly effects: DerivedWorld['effects'];
  federated(operation: RandomOperation): Promise<ExecutionResult>;
  merged(operation: RandomOperation): Promise<ExecutionResult>;
}

export async function compareGraph(
  graph: Graph,
  seed: string,
  odds: { readonly nulls: number; readonly errors: number },
): Promise<Comparison> {
  await using stack = new AsyncDisposableStack();
  const sources = Object.entries(graph);
  const addresses: string[] = [];
  const schemas: GraphQLSchema[] = [];
  for (const [index] of sources.entries()) {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const schema = schemas[index];
        const { query, variables } = JSON.parse(Buffer.concat(chunks).toString() || '{}') as RandomOperation;
        if (!schema || !query) return void response.end('{}');
        void graphql({ schema, source: query, variableValues: variables, rootValue: {} }).then((result) =>
          response.setHeader('content-type', 'application/json').end(JSON.stringify(result)),
        );
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets = new WebSocketServer({ server, path: '/graphql' });
    const live = useServer({ schema: () => schemas[index] as GraphQLSchema }, sockets);
    stack.defer(async () => {
      await live.dispose();
      server.closeAllConnections();
      server.close();
    });
    addresses.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
  }
  const { supergraphSdl, errors } = composeServices(
    sources.map(([name, sdl], index) => ({ name, url: addresses[index] ?? '', typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(`does not compose: ${String(errors)}`);
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: null });
  const whole = supergraph.schema.toGraphQLJSSchema();
  const world = new DerivedWorld(
    whole,
    sources.map(([, sdl]) => sdl),
    seed,
    odds,
  );
  for (const [index] of sources.entries()) schemas.push(world.subgraph(index));
  const apiSchema = world.resolveWith(supergraph.apiSchema().toGraphQLJSSchema(), false);
  const folder = stack.use(await temporaryFolder());
  const supergraphFile = join(folder.path, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphSdl);
  const gateway = stack.use(
    await createGateway({
      host: '127.0.0.1',
      port: 0,
      graph: { mode: 'open', supergraphFile, issuers: [] },
      ...engineDefaults(),
      planning: { ...engineDefaults().planning, maxPlanMs: 1000 },
      // Random operations have as many of them as they like.
      limits: { ...engineDefaults().limits, maxAliases: 100_000, maxFields: 100_000 },
      explain: true,
      logLevel: process.env['DIFF_LOG'] ?? 'silent',
    }),
  );
  const owned = stack.move();
  return {
    apiSchema,
    supergraphSdl,
    effects: world.effects,
    async federated({ query, variables, operationName }) {
      const isLive = getOperationAST(parse(query), operationName)?.operation === 'subscription';
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(isLive ? { accept: 'text/event-stream' } : { 'x-explain': 'plan' }),
        },
        body: JSON.stringify({ query, variables, operationName }),
      });
      if (!isLive) return withoutCost((await response.json()) as Explained, query);
      // The world tells of one event, and then completes.
      const [, event = '{}'] = /^data: (.+)$/m.exec(await response.text()) ?? [];
      return JSON.parse(event) as ExecutionResult;
    },
    async merged({ query, variables, operationName }) {
      const document = parse(query);
      if (getOperationAST(document, operationName)?.operation === 'subscription') {
        const events = await subscribe({
          schema: apiSchema,
          document,
          variableValues: variables,
          operationName: operationName ?? null,
          rootValue: {},
          // The library throws when conditions leave no root field; the gateway refuses such a subscription.
        }).catch((error: unknown): ExecutionResult => ({ errors: [new GraphQLError(String(error))] }));
        const event = 'next' in events ? ((await events.next()).value as ExecutionResult) : events;
        return JSON.parse(JSON.stringify(event)) as ExecutionResult;
      }
      const result = await graphql({
        schema: apiSchema,
        source: query,
        variableValues: variables,
        operationName: operationName ?? null,
        rootValue: {},
      });
      return JSON.parse(JSON.stringify(result)) as ExecutionResult;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const INTROSPECTION = /__type\(|__schema/;

type Explained = ExecutionResult & { readonly extensions?: { readonly cost?: { readonly objects: number } } };

/** The answer that everybody gets; the objects that were counted while it was written are those that it holds. */
function withoutCost({ extensions, ...answer }: Explained, query: string): ExecutionResult {
  const held = objectsIn(answer.data) - (answer.data ? 1 : 0);
  // Introspection asks no department and costs nothing.
  const isCounted = extensions?.cost && !INTROSPECTION.test(query);
  if (isCounted && extensions.cost.objects !== held) {
    throw new Error(`${extensions.cost.objects} objects were counted, and there are ${held}: ${query}`);
  }
  return answer;
}

/** Values of scalars that are objects are no objects of the answer. */
function objectsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null || SCALAR_KEY in value) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + objectsIn(each), 0);
  return Object.values(value).reduce<number>((sum, each) => sum + objectsIn(each), 1);
}

/** What is not planned in time. What cannot be planned at all is wrong: a graph with such fields is not served. */
const REFUSED = 'TOO_COMPLEX';

export interface Difference {
  readonly operation: RandomOperation;
  readonly expected: ExecutionResult;
  readonly received: ExecutionResult;
}

/** How often Apollo's own executor gives the same answer. */
export interface StockCounts {
  same: number;
  /** It could not plan or run these. */
  failed: number;
  readonly differences: Difference[];
}

export interface Counts {
  compared: number;
  /** Those that the planner cannot plan in time. */
  refused: number;
  /** Effects of mutations that were the same, in the same order and never two at a time. */
  effects: number;
  readonly differences: Difference[];
  readonly stock: StockCounts;
}

/** Runs `count` random operations; keeps at most five differences. */
export async function runOperations(
  comparison: Comparison,
  seed: number,
  count: number,
  checkErrors: boolean,
  { only, stock }: { readonly only?: 'subscription' | 'mutation'; readonly stock?: StockExecutor } = {},
): Promise<Counts> {
  const counts: Counts = {
    compared: 0,
    refused: 0,
    effects: 0,
    differences: [],
    stock: { same: 0, failed: 0, differences: [] },
  };
  for (let number = 0; number < count && counts.differences.length < 5; number++) {
    const next = random(seed, number);
    const kind = only ?? (comparison.apiSchema.getMutationType() && next() < 0.15 ? 'mutation' : 'query');
    const operation = randomOperation(comparison.apiSchema, next, {
      kind,
      maxDepth: 3 + Math.floor(next() * 4),
      size: 4 + Math.floor(next() * 30),
    });
    const invalid = validate(comparison.apiSchema, parse(operation.query), VALIDATION_RULES);
    // Unused variables and fields that clash: not what is tested here.
    if (invalid.length > 0) {
      count++;
      if (number > 20 * (counts.compared + 20))
        throw new Error(`too few valid operations: ${String(invalid[0])} ${operation.query}`);
      continue;
    }
    const { effects } = comparison;
    effects.federated.length = 0;
    effects.merged.length = 0;
    const [received, expected] = await Promise.all([comparison.federated(operation), comparison.merged(operation)]);
    if (received.errors?.[0]?.extensions?.['code'] === REFUSED) {
      counts.refused++;
      continue;
    }
    counts.compared++;
    // What comes after a failure that takes all of the answer may be done or not.
    const isDoneAlike = !expected.data || isDeepStrictEqual(effects.federated, effects.merged);
    if (isDoneAlike) counts.effects += effects.merged.length / 2;
    else counts.differences.push({ operation, expected: { data: structuredClone(effects) }, received });
    if (!isSame(expected, received, checkErrors)) counts.differences.push({ operation, expected, received });
    else if (stock && !STOCK_NOT_ASKED.test(operation.query)) await askStock(stock, operation, expected, counts.stock);
  }
  return counts;
}

/** The stock planner takes this variable for its own, and cannot plan introspection beside fragments. */
const STOCK_NOT_ASKED = /\$representations|__type\(|__schema/;

/** The order of fields is not compared: where fragments share fields, the stock one has an order of its own. */
async function askStock(
  stock: StockExecutor,
  operation: RandomOperation,
  expected: ExecutionResult,
  counts: StockCounts,
): Promise<void> {
  const received = await stock.execute(operation).catch(() => undefined);
  if (!received) counts.failed++;
  else if (isDeepStrictEqual(received.data, expected.data)) counts.same++;
  else counts.differences.push({ operation, expected, received });
}

/**
 * Equal data, the order of fields included; and errors for the same nulls. What else failed below a value that an error
 * made null may be told or not, as the specification says.
 */
export function isSame(expected: ExecutionResult, received: ExecutionResult, checkErrors: boolean): boolean {
  if (JSON.stringify(expected.data) !== JSON.stringify(received.data)) return false;
  const wanted = failedPlaces(expected);
  const told = failedPlaces(received);
  // What is only required may fail too, and is reported then.
  return [...wanted].every((place) => told.has(place)) && (!checkErrors || told.size === wanted.size);
}

/** For each error, the path of the null that stands for it. */
function failedPlaces({ data, errors = [] }: ExecutionResult): ReadonlySet<string> {
  return new Set(
    errors.map(({ path = [] }) => {
      let value: unknown = data;
      const place: (string | number)[] = [];
      for (const key of path) {
        if (typeof value !== 'object' || value === null) break;
        value = (value as Record<string | number, unknown>)[key];
        place.push(key);
      }
      return JSON.stringify(place);
    }),
  );
}
