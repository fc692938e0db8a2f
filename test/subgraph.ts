import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import { pino } from 'pino';
import type { SubgraphConfig } from '#kit/config';
import type { Department } from '#kit/department';
import { parseEventsUrl } from '#kit/feed/stream/event-stream';
import { startSubgraph, type Subgraph, type SubgraphParts } from '#kit/start';
import { type Caller, callerSchema } from '#protocol/caller';
import { signCaller } from '#protocol/hub-token';
import { createDatabase } from './database.js';

/** One secret for all departments of a test run, so that PersonIds agree. */
export const TEST_PERSON_ID_KEY = Buffer.alloc(32, 7);
export const TEST_TODAY = '2026-11-23';

export interface TestDepartmentOptions extends SubgraphParts {
  /** Size of the seeded world; 0 leaves the database empty. */
  readonly people: number;
  readonly today?: string | undefined;
  readonly subgraphs?: Readonly<Record<string, string>> | undefined;
  /** Keys to share with other departments of the test; default its own. */
  readonly keys?: TestKeys | undefined;
  /** A database that outlives the department; default one of its own. */
  readonly databaseUrl?: string | undefined;
  readonly port?: number | undefined;
  /** As `HUB_EVENTS`. */
  readonly events?: string | undefined;
}

/** The hub's signing key of a test, as the files that a subgraph reads. */
export interface TestKeys extends AsyncDisposable {
  readonly hubKeysFile: string;
  readonly exchangeKeyFile: string;
  readonly privateKey: CryptoKey;
}

export async function createTestKeys(): Promise<TestKeys> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-test-'));
  const keys = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const hubKeysFile = join(folder, 'hub.jwks.json');
  const exchangeKeyFile = join(folder, 'exchange.private.json');
  const named = async (key: CryptoKey) => ({ ...(await exportJWK(key)), kid: 'test', alg: 'EdDSA' });
  await writeFile(hubKeysFile, JSON.stringify({ keys: [await named(keys.publicKey)] }));
  await writeFile(exchangeKeyFile, JSON.stringify(await named(keys.privateKey)));
  return {
    hubKeysFile,
    exchangeKeyFile,
    privateKey: keys.privateKey,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface Answer {
  // Tests read answers of many shapes; vitest's matchers check them.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any;
  readonly errors?: readonly { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
}

export interface TestDepartment extends AsyncDisposable {
  readonly subgraph: Subgraph;
  readonly databaseUrl: string;
  /** A signed caller's token for this subgraph. */
  token(caller?: Caller): Promise<string>;
  query(document: string, variables?: Record<string, unknown>, caller?: Caller): Promise<Answer>;
  /** How many SQL statements the work caused, transaction control aside. */
  statements(work: () => Promise<unknown>): Promise<number>;
}

const common = { requestId: 'test', roles: [] };

export function officialOf(department: string): Caller {
  return { kind: 'department', department, ...common };
}

export function partner(organization: string): Caller {
  return { kind: 'partner', organization, ...common };
}

export function person(id: string): Caller {
  return { kind: 'person', person: id, ...common };
}

export const dashboard: Caller = { kind: 'dashboard', name: 'wall', ...common };

/** Starts one department for real, in this process, on a free port with a database of its own. */
export async function startDepartment(department: Department, options: TestDepartmentOptions): Promise<TestDepartment> {
  await using stack = new AsyncDisposableStack();
  const databaseUrl = options.databaseUrl ?? stack.use(await createDatabase(department.name)).url;
  const keys = options.keys ?? stack.use(await createTestKeys());

  const counter = { running: false, count: 0 };
  const config: SubgraphConfig = {
    name: department.name,
    host: '127.0.0.1',
    port: options.port ?? 0,
    databaseUrl,
    hubKeysFile: keys.hubKeysFile,
    exchangeKeyFile: keys.exchangeKeyFile,
    personIdKey: TEST_PERSON_ID_KEY,
    seed: options.people > 0 ? { people: options.people, seed: 1, today: options.today ?? TEST_TODAY } : undefined,
    subgraphs: options.subgraphs ?? {},
    outboxKeepDays: 14,
    feedKeepDays: 400,
    events: options.events === undefined ? undefined : parseEventsUrl(options.events, 14),
    smallestCell: 5,
    logLevel: 'silent',
  };
  const subgraph = stack.use(
    await startSubgraph(department, config, {
      log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
      ...options,
      onStatement(text) {
        options.onStatement?.(text);
        if (counter.running && !/^(begin|commit|rollback|savepoint|release)/i.test(text)) counter.count += 1;
      },
    }),
  );
  const token = (caller = officialOf(department.name)) =>
    signCaller({ kid: 'test', key: keys.privateKey }, callerSchema.parse(caller), department.name);

  const resources = stack.move();
  return {
    subgraph,
    databaseUrl,
    token,
    async query(query, variables = {}, caller) {
      const response = await fetch(`${subgraph.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(caller)}` },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    },
    async statements(work) {
      counter.running = true;
      counter.count = 0;
      await work();
      counter.running = false;
      return counter.count;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
