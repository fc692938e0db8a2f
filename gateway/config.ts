import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SUBGRAPHS } from '#protocol/departments';
import { hubFiles } from '#protocol/hub-files';
import type { AskOptions } from './fetch/ask.js';
import type { AdmissionOptions } from './request/admission.js';
import type { PersistedOptions } from './request/persisted-documents.js';
import type { LiveOptions } from './subscription/live-streams.js';
import { DEV_ISSUER } from '#protocol/outside-token';
import { type IssuerConfig, readIssuers } from './issuers.js';
import { projectFolder } from './project-folder.js';

/** Everything that a gateway is told from outside; all defaults and units are in this file. */
export interface GatewayConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly graph: GraphConfig;
  readonly subgraphCalls: {
    /** Connections to one subgraph at a time. */
    readonly maxConnections: number;
    readonly connectTimeoutMs: number;
    readonly maxAnswerBytes: number;
  } & AskOptions;
  /** How long an operation, or the completion of an event, may take. */
  readonly maxOperationMs: number;
  readonly admission: AdmissionOptions;
  readonly http: HttpOptions;
  readonly limits: Limits;
  /** Documents that are asked by name. */
  readonly persisted: PersistedOptions;
  /** Planning happens in threads of its own. */
  readonly planning: {
    /** Threads at most; more than one only while operations wait to be planned. */
    readonly maxThreads: number;
    /** An operation that takes longer to plan is refused with TOO_COMPLEX. */
    readonly maxPlanMs: number;
    /** How long it is refused without trying again. */
    readonly refuseMs: number;
    /** Operations that may wait to be planned. */
    readonly maxWaiting: number;
  };
  /** What becomes of a new supergraph that takes something from clients, or protection from what they can see. */
  readonly breakingChanges: 'allow' | 'refuse';
  /** Labels of progressive overrides (`@override(label:)`) that are on; all others are off. */
  readonly overrideLabels: readonly string[];
  /** Plans kept for operations that are asked again. */
  readonly maxPlans: number;
  readonly live: LiveOptions;
  /** How long a stop waits for what is in flight. */
  readonly drainMs: number;
  /** Where spans of operations go. A collector takes OTLP over HTTP with JSON. */
  readonly traces: { readonly to: 'off' | 'stdout' } | { readonly to: 'collector'; readonly url: string };
  /** Operations that take at least so long are logged; 0 logs none. */
  readonly slowMs: number;
  /** Whether everyone may ask for the plan of an operation; the hub's own graph asks the caller's role instead. */
  readonly explain: boolean;
  readonly logLevel: string;
}

/** How much patience clients get. */
export interface HttpOptions {
  /** Sockets of clients at a time, those of subscriptions too; more are closed at once. */
  readonly maxConnections: number;
  /** A client that takes longer to send the head of a request is cut off. */
  readonly headersTimeoutMs: number;
  /** The same for a whole request. */
  readonly requestTimeoutMs: number;
}

export interface Limits {
  readonly maxBodyBytes: number;
  readonly maxTokens: number;
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxRootFields: number;
  /** Fields after all fragments are written out. */
  readonly maxFields: number;
}

/** Which graph is served, and to whom. */
export type GraphConfig =
  /** The hub's own: composed from running subgraphs, for callers with a token. */
  | {
      readonly mode: 'hub';
      /** Subgraph names and their addresses without a path. */
      readonly subgraphs: Readonly<Record<string, string>>;
      /** Private key (JWK file) that signs callers for subgraphs. */
      readonly signingKeyFile: string;
      /** Public keys of the hub (JWKS file), published at `/.well-known/jwks.json`. */
      readonly publicKeysFile: string;
      readonly issuers: readonly IssuerConfig[];
      /** How often subgraphs are asked whether their schemas changed; 0: only at the start and on SIGHUP. */
      readonly schemaPollMs: number;
    }
  /** Any supergraph from a file, or composed from a folder of schemas, for everyone; the client's own credentials go to the subgraphs. */
  | {
      readonly mode: 'open';
      readonly supergraphFile: string;
      /** Whose tokens count for what the supergraph's access directives ask; without any, what needs a token is denied. */
      readonly issuers: readonly IssuerConfig[];
    };

/** A setting that is wrong; the message names the variable and says what is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Env = Readonly<Record<string, string | undefined>>;

/** The only reader of the environment and the command line. Throws ConfigError. */
export function configFromEnv(env: Env = process.env, argv: readonly string[] = process.argv.slice(2)): GatewayConfig {
  const options = readArguments(argv);
  return {
    host: env['HUB_HOST'] || '127.0.0.1',
    port:
      options.port === undefined
        ? whole(env['HUB_PORT'], 'HUB_PORT', 0, 65_535, 4000)
        : whole(options.port, '--port', 0, 65_535, 4000),
    graph:
      options.supergraph === undefined
        ? hubGraph(env)
        : {
            mode: 'open',
            supergraphFile: existing(options.supergraph, '--supergraph'),
            issuers: outsideIssuers(env),
          },
    ...engineFromEnv(env),
    traces: traces(env['HUB_TRACES']),
    slowMs: whole(env['HUB_SLOW_MS'], 'HUB_SLOW_MS', 0, 600_000, 1000),
    explain: oneOf(env['HUB_EXPLAIN'], 'HUB_EXPLAIN', ['on', 'off'], 'off') === 'on',
    logLevel: oneOf(
      env['HUB_LOG_LEVEL'],
      'HUB_LOG_LEVEL',
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
      'info',
    ),
  };
}

/** Processes that serve the port together. Throws ConfigError. */
export function workersFromEnv(env: Env = process.env): number {
  if (env['HUB_WORKERS'] === 'auto') return availableParallelism();
  return whole(env['HUB_WORKERS'], 'HUB_WORKERS', 1, 256, 1);
}

function engineFromEnv(env: Env): ReturnType<typeof engineDefaults> {
  const engine = engineDefaults(whole(env['HUB_SUBGRAPH_TIMEOUT_MS'], 'HUB_SUBGRAPH_TIMEOUT_MS', 100, 600_000, 15_000));
  return {
    ...engine,
    subgraphCalls: {
      ...engine.subgraphCalls,
      timeoutsMs: timeouts(env['HUB_SUBGRAPH_TIMEOUTS']),
      shareReads: oneOf(env['HUB_SHARE_READS'], 'HUB_SHARE_READS', ['on', 'off'], 'on') === 'on',
    },
    maxOperationMs: whole(env['HUB_OPERATION_TIMEOUT_MS'], 'HUB_OPERATION_TIMEOUT_MS', 100, 600_000, 30_000),
    planning: {
      ...engine.planning,
      maxPlanMs: whole(env['HUB_PLAN_TIMEOUT_MS'], 'HUB_PLAN_TIMEOUT_MS', 50, 600_000, engine.planning.maxPlanMs),
    },
    breakingChanges: oneOf(env['HUB_BREAKING_CHANGES'], 'HUB_BREAKING_CHANGES', ['allow', 'refuse'], 'allow'),
    overrideLabels: (env['HUB_OVERRIDE_LABELS'] ?? '')
      .split(',')
      .map((label) => label.trim())
      .filter((label) => label !== ''),
    persisted: {
      ...engine.persisted,
      trustedFile: env['HUB_TRUSTED_DOCUMENTS']
        ? existing(env['HUB_TRUSTED_DOCUMENTS'], 'HUB_TRUSTED_DOCUMENTS')
        : undefined,
      onlyTrusted: oneOf(env['HUB_ONLY_TRUSTED'], 'HUB_ONLY_TRUSTED', ['off', 'partners', 'all'], 'off'),
    },
    http: {
      ...engine.http,
      maxConnections: whole(
        env['HUB_MAX_CONNECTIONS'],
        'HUB_MAX_CONNECTIONS',
        1,
        1_000_000,
        engine.http.maxConnections,
      ),
    },
    admission: {
      ...engine.admission,
      maxRunning: whole(env['HUB_MAX_RUNNING'], 'HUB_MAX_RUNNING', 1, 100_000, engine.admission.maxRunning),
    },
  };
}

function timeouts(text: string | undefined): Readonly<Record<string, number>> {
  if (!text) return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', ms] = part.split('=', 2).map((side) => side.trim());
      if (name === '' || ms === undefined || ms === '') {
        throw new ConfigError(`HUB_SUBGRAPH_TIMEOUTS must be name=milliseconds,… but has "${part}".`);
      }
      return [name, whole(ms, 'HUB_SUBGRAPH_TIMEOUTS', 1, 600_000, 0)];
    }),
  );
}

/** What is the same for every graph. */
export function engineDefaults(timeoutMs = 15_000): Omit<GatewayConfig, 'host' | 'port' | 'graph' | 'logLevel'> {
  return {
    subgraphCalls: {
      maxConnections: 64,
      connectTimeoutMs: 1000,
      maxAnswerBytes: 32 * 1024 * 1024,
      timeoutMs,
      timeoutsMs: {},
      retry: { maxRetries: 2, pauseMs: 50, budget: 0.2 },
      circuit: { minCalls: 20, failureShare: 0.5, windowMs: 10_000, openMs: 5000 },
      shareReads: true,
    },
    maxOperationMs: 30_000,
    admission: { maxRunning: 500, maxRunningBusy: 8, maxWaiting: 2000, maxWaitMs: 5000 },
    http: { maxConnections: 20_000, headersTimeoutMs: 10_000, requestTimeoutMs: 30_000 },
    limits: {
      maxBodyBytes: 1024 * 1024,
      maxTokens: 10_000,
      maxDepth: 15,
      maxAliases: 100,
      maxRootFields: 30,
      maxFields: 10_000,
    },
    persisted: { trustedFile: undefined, onlyTrusted: 'off', maxChars: 16 * 1024 * 1024 },
    planning: { maxThreads: 2, maxPlanMs: 3000, refuseMs: 60_000, maxWaiting: 200 },
    breakingChanges: 'allow',
    overrideLabels: [],
    maxPlans: 1000,
    live: {
      maxWaitingEvents: 1000,
      maxWaitingChars: 16 * 1024 * 1024,
      maxCompleting: 8,
      maxPerSocket: 200,
      endWithinMs: 5000,
    },
    drainMs: 10_000,
    traces: { to: 'off' },
    slowMs: 1000,
    explain: false,
  };
}

const USAGE =
  'Usage: gateway [--supergraph FILE --open] [--port N], or gateway --explain FILE [--supergraph FILE] [--operation NAME] [--json]';

/** Tells a plan instead of serving. */
export interface ExplainCommand {
  readonly documentFile: string;
  readonly supergraphFile: string;
  /** Needed when the document has several operations. */
  readonly operationName: string | undefined;
  readonly json: boolean;
}

/** What `--explain` asks for; undefined when the gateway is to serve. Throws ConfigError. */
export function explainCommand(argv: readonly string[] = process.argv.slice(2)): ExplainCommand | undefined {
  const { explain, supergraph, operation, json } = readArguments(argv);
  if (explain === undefined) return undefined;
  return {
    documentFile: existing(explain, '--explain'),
    supergraphFile: existing(supergraph ?? join(projectFolder(), 'schema', 'supergraph.graphql'), '--supergraph'),
    operationName: operation,
    json,
  };
}

function readArguments(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        supergraph: { type: 'string' },
        port: { type: 'string' },
        open: { type: 'boolean', default: false },
        explain: { type: 'string' },
        operation: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (values.explain !== undefined) return values;
    if (values.supergraph !== undefined && !values.open) {
      throw new Error('--supergraph serves a graph without tokens: say --open to confirm');
    }
    if (values.supergraph === undefined && values.open) throw new Error('--open needs --supergraph FILE');
    return values;
  } catch (error) {
    throw new ConfigError(`${(error as Error).message}. ${USAGE}`);
  }
}

function hubGraph(env: Env): GraphConfig {
  const files = hubFiles(resolve(env['HUB_DATA'] || '.hub'));
  const issuers = issuersFrom(env, files.devIssuerKeys);
  if (issuers.length === 0) {
    throw new ConfigError(
      'HUB_ISSUERS, or HUB_JWKS_URL and HUB_ISSUER, must be set when HUB_DEV_ISSUER is off: else nobody can have a token.',
    );
  }
  return {
    mode: 'hub',
    subgraphs: subgraphAddresses(env['HUB_SUBGRAPHS']),
    signingKeyFile: existing(files.gatewayKey, 'HUB_DATA'),
    publicKeysFile: existing(files.hubKeys, 'HUB_DATA'),
    issuers,
    schemaPollMs: whole(env['HUB_SCHEMA_POLL_MS'], 'HUB_SCHEMA_POLL_MS', 0, 3_600_000, 10_000),
  };
}

function issuersFrom(env: Env, devKeys: string): IssuerConfig[] {
  const production = env['NODE_ENV'] === 'production';
  const dev = oneOf(env['HUB_DEV_ISSUER'], 'HUB_DEV_ISSUER', ['on', 'off'], production ? 'off' : 'on');
  if (dev === 'on' && production)
    throw new ConfigError('HUB_DEV_ISSUER must not be on when NODE_ENV is production: its keys lie open.');
  const issuers: IssuerConfig[] =
    dev === 'on' ? [{ issuer: DEV_ISSUER, keys: { file: existing(devKeys, 'HUB_DATA') } }] : [];
  return [...issuers, ...outsideIssuers(env)];
}

function outsideIssuers(env: Env): IssuerConfig[] {
  return [...listedIssuers(env), ...oneIssuer(env)];
}

function listedIssuers(env: Env): IssuerConfig[] {
  const file = env['HUB_ISSUERS'];
  if (!file) return [];
  try {
    return readIssuers(existing(file, 'HUB_ISSUERS'));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`HUB_ISSUERS: ${file} is no list of issuers: ${(error as Error).message}.`);
  }
}

function oneIssuer(env: Env): IssuerConfig[] {
  const url = env['HUB_JWKS_URL'];
  const issuer = env['HUB_ISSUER'];
  if (!url && !issuer) return [];
  if (!url) throw new ConfigError('HUB_JWKS_URL is not set: it must be the address of the keys of HUB_ISSUER.');
  if (!issuer) throw new ConfigError('HUB_ISSUER is not set: it must be the issuer whose keys are at HUB_JWKS_URL.');
  if (!isHttpUrl(url)) throw new ConfigError(`HUB_JWKS_URL must be an http(s) address, but is "${url}".`);
  return [{ issuer, keys: { url } }];
}

function subgraphAddresses(text: string | undefined): Readonly<Record<string, string>> {
  if (!text)
    return Object.fromEntries(Object.entries(SUBGRAPHS).map(([name, { port }]) => [name, `http://127.0.0.1:${port}`]));
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', url = ''] = part.split('=', 2).map((side) => side.trim());
      if (!/^[a-z][\w-]*$/i.test(name) || !isHttpUrl(url)) {
        throw new ConfigError(`HUB_SUBGRAPHS must be name=http://host:port,… but has "${part}".`);
      }
      return [name, url.replace(/\/$/, '')];
    }),
  );
}

function traces(text: string | undefined): GatewayConfig['traces'] {
  if (!text || text === 'off') return { to: 'off' };
  if (text === 'stdout') return { to: 'stdout' };
  if (isHttpUrl(text)) return { to: 'collector', url: text };
  throw new ConfigError(`HUB_TRACES must be off, stdout, or the http(s) address of a collector, but is "${text}".`);
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

function whole(text: string | undefined, name: string, min: number, max: number, otherwise: number): number {
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, but is "${text}".`);
}

function oneOf<T extends string>(text: string | undefined, name: string, values: readonly T[], otherwise: T): T {
  if (text === undefined || text === '') return otherwise;
  const value = values.find((allowed) => allowed === text);
  if (value !== undefined) return value;
  throw new ConfigError(`${name} must be one of ${values.join(', ')}, but is "${text}".`);
}

function existing(file: string, name: string): string {
  if (existsSync(file)) return resolve(file);
  const hint = name === 'HUB_DATA' ? '; "npm start" makes development keys' : '';
  throw new ConfigError(`${name}: the file ${resolve(file)} does not exist${hint}.`);
}
