import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { EventsAddress } from '#protocol/events-url';
import { hubFiles } from '#protocol/hub-files';
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
import type { AskOptions } from './fetch/ask.js';
import type { TracerSettings } from './observe/open-tracer.js';
import type { AdmissionOptions } from './request/admission.js';
import type { CostOptions } from './request/cost.js';
import type { Rates } from './request/rate-limits.js';
import type { PersistedOptions } from './request/persisted-documents.js';
import type { VariableLimits } from './request/variable-limits.js';
import type { LiveOptions } from './subscription/live-streams.js';
import type { CheckOptions } from './supergraph/plannable/unplannable.js';
import { issuersFrom, outsideIssuers } from './config-issuers.js';
import type { IssuerConfig } from './issuers.js';
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
  /** Operations a second for each caller; kinds that are not named have no limit. */
  readonly rates: Rates;
  /** Where gateways tell each other how often callers asked; undefined: each counts for itself. */
  readonly events: EventsAddress | undefined;
  readonly http: HttpOptions;
  readonly limits: Limits;
  /** What an operation may cost. */
  readonly costs: CostOptions;
  /** Documents that are asked by name. */
  readonly persisted: PersistedOptions;
  /** Planning happens in threads of its own, and so does checking documents that are large or not valid. */
  readonly planning: {
    /** Threads at most; more than one only while operations wait to be planned. */
    readonly maxThreads: number;
    /** A document that takes longer to check, or an operation that takes longer to plan, is refused with TOO_COMPLEX. */
    readonly maxPlanMs: number;
    /** How long it is refused without trying again. */
    readonly refuseMs: number;
    /** Operations that may wait to be planned, and as many documents to be checked. */
    readonly maxWaiting: number;
    /** How long a new supergraph is looked through for fields that cannot be planned. */
    readonly check: CheckOptions;
  };
  /** What becomes of a new supergraph that takes something from clients, or protection from what they can see. */
  readonly breakingChanges: 'allow' | 'refuse';
  /** What becomes of a supergraph with fields that cannot be planned: it is refused, or the rest of it served. */
  readonly unplannable: 'refuse' | 'serve';
  /** Labels of progressive overrides (`@override(label:)`) that are on; all others are off. */
  readonly overrideLabels: readonly string[];
  /** Plans kept for operations that are asked again. */
  readonly maxPlans: number;
  readonly live: LiveOptions;
  /** How long a stop waits for what is in flight. */
  readonly drainMs: number;
  /** Where spans of operations go. */
  readonly traces: TracerSettings['traces'];
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

export interface Limits extends VariableLimits {
  readonly maxBodyBytes: number;
  /** Characters of a document; large values belong into variables. */
  readonly maxChars: number;
  readonly maxTokens: number;
  readonly maxDepth: number;
  /** Fields and fragments in each other. */
  readonly maxNesting: number;
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

export { ConfigError } from './config-values.js';

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
    rates: {},
    events: undefined,
    http: { maxConnections: 20_000, headersTimeoutMs: 10_000, requestTimeoutMs: 30_000 },
    limits: {
      maxBodyBytes: 1024 * 1024,
      maxChars: 256 * 1024,
      maxTokens: 10_000,
      maxDepth: 15,
      maxNesting: 100,
      maxVariableValues: 20_000,
      maxVariableNesting: 100,
      maxAliases: 100,
      maxRootFields: 30,
      maxFields: 10_000,
    },
    costs: { maxCost: 100_000, assumedListSize: 10 },
    persisted: { trustedFile: undefined, onlyTrusted: 'off', maxChars: 16 * 1024 * 1024 },
    planning: {
      maxThreads: 2,
      maxPlanMs: 3000,
      refuseMs: 60_000,
      maxWaiting: 200,
      check: { maxMs: 20_000, maxProbeMs: 5000 },
    },
    breakingChanges: 'allow',
    unplannable: 'refuse',
    overrideLabels: [],
    maxPlans: 1000,
    live: {
      maxWaitingEvents: 1000,
      maxWaitingChars: 16 * 1024 * 1024,
      maxCompleting: 64,
      maxPerSocket: 200,
      endWithinMs: 5000,
      resumeWithinMs: 60_000,
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

function traces(text: string | undefined): GatewayConfig['traces'] {
  if (!text || text === 'off') return { to: 'off' };
  if (text === 'stdout') return { to: 'stdout' };
  if (isHttpUrl(text)) return { to: 'collector', url: text };
  throw new ConfigError(`HUB_TRACES must be off, stdout, or the http(s) address of a collector, but is "${text}".`);
}
