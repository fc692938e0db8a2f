import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hubFiles } from '#protocol/hub-files';
import { engineDefaults, type GatewayConfig, type GraphConfig } from './config.js';
import { issuersFrom, outsideIssuers } from './config-issuers.js';
import {
  ConfigError,
  events,
  existing,
  isHttpUrl,
  oneOf,
  rates,
  subgraphAddresses,
  timeouts,
  whole,
} from './config-values.js';
import { projectFolder } from './project-folder.js';

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
    unplannable: oneOf(env['HUB_UNPLANNABLE'], 'HUB_UNPLANNABLE', ['refuse', 'serve'], 'refuse'),
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
    costs: {
      ...engine.costs,
      maxCost: whole(env['HUB_MAX_COST'], 'HUB_MAX_COST', 1, 1_000_000_000, engine.costs.maxCost),
    },
    rates: rates(env['HUB_RATE_LIMITS']),
    events: events(env['HUB_EVENTS']),
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

function traces(text: string | undefined): GatewayConfig['traces'] {
  if (!text || text === 'off') return { to: 'off' };
  if (text === 'stdout') return { to: 'stdout' };
  if (isHttpUrl(text)) return { to: 'collector', url: text };
  throw new ConfigError(`HUB_TRACES must be off, stdout, or the http(s) address of a collector, but is "${text}".`);
}
