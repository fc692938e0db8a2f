import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Transport = 'http' | 'ws' | 'sse';

/** What the gateway counts, in a registry of its own. Labels have few values: never names from a client. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'hub_request_seconds',
    help: 'Queries and mutations: how long they took, by transport and outcome',
    labelNames: ['transport', 'outcome'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [this.#registry],
  });
  readonly #fetches = new Histogram({
    name: 'hub_subgraph_fetch_seconds',
    help: 'Calls to subgraphs: how long they took, by subgraph and outcome',
    labelNames: ['subgraph', 'outcome'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15],
    registers: [this.#registry],
  });
  readonly #refused = new Counter({
    name: 'hub_refused_requests_total',
    help: 'Requests refused before planning, by code',
    labelNames: ['code'] as const,
    registers: [this.#registry],
  });
  readonly #shared = new Counter({
    name: 'hub_shared_reads_total',
    help: 'Calls to subgraphs that were not made because an equal one was under way',
    labelNames: ['subgraph'] as const,
    registers: [this.#registry],
  });
  readonly #retried = new Counter({
    name: 'hub_retried_reads_total',
    help: 'Calls to subgraphs that were made again because the subgraph could not be reached',
    labelNames: ['subgraph'] as const,
    registers: [this.#registry],
  });
  readonly #planned = new Histogram({
    name: 'hub_plan_seconds',
    help: 'Operations that were planned: how long it took, by outcome',
    labelNames: ['outcome'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers: [this.#registry],
  });
  readonly #lookups = new Counter({
    name: 'hub_plan_lookups_total',
    help: 'Operations by whether their plan was there already',
    labelNames: ['found'] as const,
    registers: [this.#registry],
  });
  readonly #live = new Gauge({
    name: 'hub_live_subscriptions',
    help: 'Subscriptions open now, by transport',
    labelNames: ['transport'] as const,
    registers: [this.#registry],
  });
  readonly #events = new Counter({
    name: 'hub_subscription_events_total',
    help: 'Events sent to listeners, by transport',
    labelNames: ['transport'] as const,
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  request(transport: Transport, outcome: 'complete' | 'partial' | 'failed', seconds: number): void {
    this.#requests.observe({ transport, outcome }, seconds);
  }

  fetch(subgraph: string, outcome: string, seconds: number): void {
    this.#fetches.observe({ subgraph, outcome }, seconds);
  }

  /** A read that waited for another's equal one. */
  shared(subgraph: string): void {
    this.#shared.inc({ subgraph });
  }

  /** A read that was tried again. */
  retried(subgraph: string): void {
    this.#retried.inc({ subgraph });
  }

  /** A plan was made, or could not be. */
  planned(outcome: 'ok' | 'failed' | 'too complex', seconds: number): void {
    this.#planned.observe({ outcome }, seconds);
  }

  /** A plan was looked for among those that are kept. */
  planLookup(found: boolean): void {
    this.#lookups.inc({ found: String(found) });
  }

  /** Reads a value whenever metrics are asked for. */
  watch(name: string, help: string, read: () => ReadonlyMap<string, number>, label: string): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      collect() {
        gauge.reset();
        for (const [value, number] of read()) gauge.set({ [label]: value }, number);
      },
    });
  }

  refused(code: string): void {
    this.#refused.inc({ code });
  }

  subscriptionOpened(transport: Transport): void {
    this.#live.inc({ transport });
  }

  subscriptionClosed(transport: Transport): void {
    this.#live.dec({ transport });
  }

  event(transport: Transport): void {
    this.#events.inc({ transport });
  }

  /** Prometheus text format. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
