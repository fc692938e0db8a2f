import type { EventsAddress } from '#protocol/events-url';
import type { AskOptions } from './fetch/ask.js';
import type { IssuerConfig } from './issuers.js';
import type { TracerSettings } from './observe/open-tracer.js';
import type { AdmissionOptions } from './request/admission.js';
import type { CostOptions } from './request/cost.js';
import type { PersistedOptions } from './request/persisted-documents.js';
import type { Rates } from './request/rate-limits.js';
import type { VariableLimits } from './request/variable-limits.js';
import type { LiveOptions } from './subscription/live-streams.js';
import type { CheckOptions } from './supergraph/plannable/unplannable.js';

/** Everything that a gateway is told from outside; its defaults and units are in this file, who reads it in `config-env.ts`. */
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
  /** Planning happens in a process of its own, and so does checking documents that are large or not valid. */
  readonly planning: {
    /** Threads at most; more than one only while operations wait to be planned. */
    readonly maxThreads: number;
    /** A document that takes longer to check, or an operation that takes longer to plan, is refused with TOO_COMPLEX. */
    readonly maxPlanMs: number;
    /** The same for what needs more memory of its thread (MB). */
    readonly maxThreadMb: number;
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
      maxThreadMb: 1024,
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
