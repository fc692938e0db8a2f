import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Registry } from 'prom-client';
import { ConfigError, type GatewayConfig } from './config.js';
import { EventsServer } from './events-server.js';
import { Subgraphs } from './fetch/ask.js';
import { Generation } from './generation.js';
import { openGraph } from './graph.js';
import { measured } from './measured.js';
import { showAllErrors, showKnownErrors } from './merge/show-error.js';
import { createLogger, type Logger } from './observe/logger.js';
import { Metrics, type MetricsText, type Transport } from './observe/metrics.js';
import { openTracer } from './observe/open-tracer.js';
import type { Identity } from './operation.js';
import type { Pipeline } from './pipeline.js';
import { projectFolder } from './project-folder.js';
import { Admission } from './request/admission.js';
import { Explorer } from './request/explorer.js';
import { graphqlRoute } from './request/graphql-route.js';
import { purposeFrom, requestIdFrom } from './request/headers.js';
import { createHttpServer } from './request/http.js';
import { RateLimits } from './request/rate-limits.js';
import { SharedRates } from './request/shared-rates.js';
import { PersistedDocuments } from './request/persisted-documents.js';
import { serviceRoutes } from './request/service-routes.js';
import { NatsWebSockets } from './subscription/nats-web-socket.js';
import { SseStreams } from './subscription/sse.js';
import { mayExplain } from './request/may-explain.js';
import { Serving, type SwapOutcome } from './serving.js';
import { Upstreams } from './subscription/upstream.js';
import { serveWs } from './subscription/ws.js';

/** What a gateway may be given instead of making it itself. */
export interface GatewayParts {
  readonly log?: Logger | undefined;
  /** Adds the metrics of other processes that serve the same port. */
  readonly shareMetrics?: ((own: Registry) => () => Promise<MetricsText>) | undefined;
}

/** A gateway that serves. Disposing it stops it. */
export interface Gateway extends AsyncDisposable {
  /** `http://host:port`, with the port that was taken. */
  readonly url: string;
  readonly state: 'serving' | 'draining' | 'stopped';
  /** Reads the supergraph again and swaps it in if it changed; one that is broken is refused, and the old one stays. */
  reload(): Promise<SwapOutcome>;
  /** Refuses what is new, lets what is in flight end (at most `drainMs`), closes everything. Can be called again. */
  stop(): Promise<void>;
}

/** On a stop, listeners get this long to take what waits for them. */
const FAREWELL_MS = 2000;

/** Starts a gateway. Throws SupergraphError or ConfigError when it cannot serve. */
export async function createGateway(config: GatewayConfig, parts: GatewayParts = {}): Promise<Gateway> {
  const log = parts.log ?? createLogger(config.logLevel);
  const metrics = new Metrics();
  if (parts.shareMetrics) metrics.shareBy(parts.shareMetrics);
  await using owned = new AsyncDisposableStack();
  const tracing = owned.use(await openTracer({ ...config, onDropped: (count) => metrics.spansDropped(count), log }));
  const { tracer } = tracing;
  const graph = await openGraph(config, log);
  const persisted = await PersistedDocuments.open(config.persisted).catch((error: unknown) => {
    throw new ConfigError((error as Error).message);
  });
  const { authenticate, authorize } = graph;
  const showError =
    config.graph.mode === 'open'
      ? showAllErrors
      : showKnownErrors((subgraph, code, path) => log.warn({ subgraph, code, path }, 'masked an error of a subgraph'));
  const calls = owned.use(
    new Subgraphs({ authorize, clientOptions: config.subgraphCalls, options: config.subgraphCalls, metrics, log }),
  );
  const circuitNumber = { closed: 0, 'half-open': 1, open: 2 };
  metrics.watch(
    'hub_circuit_state',
    'Whether calls to a subgraph are let through: 0 yes, 1 one tries, 2 no',
    () => new Map([...calls.circuits()].map(([name, state]) => [name, circuitNumber[state]])),
    'subgraph',
    'max',
  );
  const admission = new Admission(config.admission);
  metrics.watch(
    'hub_operations',
    'Queries and mutations that run or wait for their turn now',
    () =>
      new Map([
        ['running', admission.running],
        ['waiting', admission.waiting],
      ]),
    'state',
    'sum',
  );
  const rates = new RateLimits(config.rates);
  const events = config.events && owned.use(new EventsServer(config.events, log));
  if (events && Object.keys(config.rates).length > 0) owned.use(new SharedRates({ rates, events, log }));
  const around = (transport: Transport) => (pipeline: Pick<Pipeline, 'execute'>) =>
    measured(pipeline, { transport, metrics, admission, rates, tracer }).execute;
  const urls = new Map<string, string>();
  const overNats = events && new NatsWebSockets(events, config.subgraphCalls.connectTimeoutMs);
  const upstreams = owned.use(
    new Upstreams({
      urls,
      authorize,
      own: graph.own,
      overNats,
      maxWaitingEvents: config.live.maxWaitingEvents,
      connectTimeoutMs: config.subgraphCalls.connectTimeoutMs,
      showError,
      log,
    }),
  );
  const serving = owned.use(
    await Serving.open({
      source: graph.source,
      open: (loaded, isFirst) =>
        Generation.open(loaded, isFirst, {
          config,
          ask: calls.ask,
          claimsOf: graph.claimsOf,
          howToApply: graph.howToApply,
          showError,
          tracer,
          metrics,
          log,
          around: around('http'),
        }),
      openUpstream: upstreams.open,
      trusted: () => persisted.trusted,
      live: config.live,
      breakingChanges: config.breakingChanges,
      unplannable: config.unplannable,
      onSubgraphs: (subgraphs) => {
        calls.update(subgraphs);
        urls.clear();
        for (const { name, url } of subgraphs) urls.set(name, url);
      },
      onCutOff: (reason) => metrics.cutOff(reason),
      onSwap: (outcome) => metrics.swapped(outcome),
      log,
    }),
  );
  const { live } = serving;
  const listening: Pick<typeof live, 'open'> = {
    async open(operation) {
      const refused = rates.take(operation.identity);
      if (!refused) return live.open(operation);
      metrics.refused(refused.code);
      return { data: undefined, errors: [refused] };
    },
  };
  metrics.watchLive(() => ({
    listeners: live.listeners,
    shares: live.size,
    upstreams: upstreams.size,
    natsSockets: overNats?.size ?? 0,
  }));
  const accept = persisted.accepting(serving.accept);
  const reload = async (): Promise<SwapOutcome> => {
    await persisted.reload().catch((error: unknown) => {
      log.error({ reason: (error as Error).message }, 'the registered documents were refused; the old ones stay');
    });
    return serving.reload();
  };
  const sse = new SseStreams({ pipeline: { execute: around('sse')(serving) }, live: listening, accept, metrics, log });
  const explorer = new Explorer(
    join(projectFolder(), 'gateway', 'explorer'),
    join(projectFolder(), 'dist', 'schema', 'follow-feed.js'),
  );

  let state: Gateway['state'] = 'serving';
  const graphql = graphqlRoute({
    authenticate,
    answer: (question, arrival) => serving.current.use(({ apollo }) => apollo.answer(question, arrival)),
    resolve: (request, identity) => persisted.resolve(request, identity),
    maxBodyBytes: config.limits.maxBodyBytes,
    mayExplain: (identity) => mayExplain(identity, config.explain),
    answered: (bytes) => metrics.answered(bytes),
    stream: (request, arrival, response) => sse.serve(request, arrival, response),
  });
  const publicKeysFile = config.graph.mode === 'hub' ? config.graph.publicKeysFile : undefined;
  const server = createHttpServer({
    routes: new Map([
      ['/graphql', graphql],
      ...serviceRoutes({
        metrics,
        probe: () => calls.probe(),
        schema: () => serving.status(),
        permission: async () => graph.permissionState?.(),
        circuits: () => calls.circuits(),
        isServing: () => state === 'serving',
        publicKeysFile,
      }),
    ]),
    otherwise: (path, response) => explorer.serve(path, response),
    options: config.http,
    log,
  });
  server.on('request', (_, response) => {
    response.once('close', () => {
      if (state !== 'serving') setImmediate(() => server.closeIdleConnections());
    });
  });
  const ws = serveWs({
    server,
    pipeline: { execute: around('ws')(serving) },
    live: listening,
    accept,
    authenticate,
    requestIdOf: (request) => requestIdFrom(request.headers),
    purposeOf: (request) => purposeFrom(request.headers),
    apiSchema: () => serving.current.apiSchema,
    maxMessageBytes: config.limits.maxBodyBytes,
    maxPerSocket: config.live.maxPerSocket,
    metrics,
    log,
  });

  if (graph.grants) {
    const { revocations } = owned.use(graph.grants);
    const isRevoked = (identity: Identity) => revocations.isRevoked(identity);
    const endRevoked = () => {
      ws.endIf(isRevoked);
      sse.endIf(isRevoked);
    };
    await graph.grants.start(() => void serving.rightsChanged(), endRevoked);
  }
  server.listen(config.port, config.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  const resources = owned.move();
  log.info({ url, mode: config.graph.mode, subgraphs: [...urls.keys()] }, 'serving');
  const watching = graph.source.watch(() => void reload());

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    state = 'draining';
    watching[Symbol.dispose]();
    const closed = once(server, 'close');
    server.close();
    const impatient = setTimeout(() => server.closeAllConnections(), config.drainMs);
    // Everybody is told where to go on before sockets are closed.
    await live.drain(FAREWELL_MS);
    await Promise.all([ws[Symbol.asyncDispose](), sse[Symbol.asyncDispose]()]);
    await closed;
    clearTimeout(impatient);
    await resources.disposeAsync();
    state = 'stopped';
    log.info('stopped');
  };
  const stopOnce = () => (stopped ??= stop());
  return {
    url,
    get state() {
      return state;
    },
    reload,
    stop: stopOnce,
    [Symbol.asyncDispose]: stopOnce,
  };
}
