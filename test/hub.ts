import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFailed, TestRunner } from 'vitest';
import { envSuffix, SUBGRAPH_NAMES, type SubgraphName } from '#protocol/departments';
import { devToken } from '../hub/dev-token.js';
import { createDatabase } from './database.js';
import { Launcher } from './launcher.js';
import type { Answer } from './subgraph.js';
import { until } from './until.js';

export interface HubOptions {
  /** Size of the synthetic city. */
  readonly people: number;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

export type ProcessName = SubgraphName | 'gateway';

/** The whole hub as its real processes, on free ports with databases of its own. */
export interface RunningHub extends AsyncDisposable {
  /** The gateway's address without a path. */
  readonly url: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly dataFolder: string;
  /** Addresses of the databases, as the environment variables that name them. */
  readonly databases: Readonly<Record<string, string>>;
  /** `partner:<credit code>`, `department:<subgraph>`, `dashboard:<name>` or `person:<person id>`. */
  token(as: string, roles?: readonly string[]): Promise<string>;
  /** Asks the gateway; `as` as for `token`, an official of civil affairs when left out. */
  query(document: string, variables?: Record<string, unknown>, as?: string): Promise<Answer>;
  /** Ends a process with SIGKILL. Resolves when it no longer answers; the launcher starts it again. */
  kill(name: ProcessName): Promise<void>;
  /** Sends a signal to a process. */
  signal(name: ProcessName, signal: NodeJS.Signals): void;
  /** Resolves when the process, started again, serves. */
  serving(name: ProcessName): Promise<void>;
  /** What the launcher printed and the processes logged. */
  logs(): Promise<string>;
}

/** Starts it; when the running test fails, the logs are shown. */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  await using stack = new AsyncDisposableStack();
  const dataFolder = await mkdtemp(join(tmpdir(), 'liandong-hub-test-'));
  stack.defer(() => rm(dataFolder, { recursive: true, force: true }));
  const databases = await Promise.all(
    SUBGRAPH_NAMES.map(async (name) => [name, stack.use(await createDatabase(name))] as const),
  );
  const env: Record<string, string> = { HUB_DATA: dataFolder, HUB_PEOPLE: String(options.people), HUB_PORT: '0' };
  for (const [name, { url }] of databases) {
    env[`DATABASE_URL_${envSuffix(name)}`] = url;
    env[`PORT_${envSuffix(name)}`] = '0';
  }
  const launcher = stack.use(new Launcher({ args: ['start'], env: { ...env, ...options.env } }));
  const { gateway = '', subgraphs } = await launcher.ready;
  const addressOf = (name: ProcessName) => (name === 'gateway' ? gateway : (subgraphs[name] ?? ''));
  const answers = (name: ProcessName) =>
    fetch(`${addressOf(name)}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  const logs = async () => `${launcher.output}\n${await logFiles(join(dataFolder, 'logs'))}`;
  const token = (as: string, roles: readonly string[] = []) => devToken(dataFolder, { as, roles, hours: 1 });
  if (TestRunner.getCurrentTest() !== undefined) {
    onTestFailed(async () => {
      process.stderr.write(await logs());
    });
  }

  const resources = stack.move();
  return {
    url: gateway,
    subgraphs,
    dataFolder,
    databases: Object.fromEntries(databases.map(([name, { url }]) => [`DATABASE_URL_${envSuffix(name)}`, url])),
    token,
    async query(query, variables = {}, as = 'department:civil-affairs') {
      const response = await fetch(`${gateway}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(as)}` },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    },
    async kill(name) {
      process.kill(launcher.pidOf(name), 'SIGKILL');
      await until(`${name} no longer answers`, async () => !(await answers(name)));
    },
    signal: (name, signal) => void process.kill(launcher.pidOf(name), signal),
    serving: (name) => until(`${name} serves`, () => answers(name)),
    logs,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function logFiles(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const texts = names.map(async (name) => `--- ${name}\n${await readFile(join(folder, name), 'utf8')}`);
  return (await Promise.all(texts)).join('\n');
}
