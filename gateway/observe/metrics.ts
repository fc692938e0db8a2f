import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Tally } from '../operation.js';
import { createInstruments } from './instruments.js';

export type Transport = 'http' | 'ws' | 'sse';

/** How subscriptions stand now. */
export interface LiveNow {
  readonly listeners: number;
  readonly shares: number;
  readonly upstreams: number;
  readonly natsSockets: number;
}

/** Metrics in Prometheus' text format, with their media type. */
export interface MetricsText {
  readonly type: string;
  readonly body: string;
}

/** What the gateway counts, in a registry of its own. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #is = createInstruments(this.#registry);
  #shared: (() => Promise<MetricsText>) | undefined;

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  request(transport: Transport, outcome: 'complete' | 'partial' | 'failed', seconds: number): void {
    this.#is.requests.observe({ transport, outcome }, seconds);
  }

  /** A request that did not come to planning. */
  refused(code: string): void {
    this.#is.refused.inc({ code });
  }

  /** An answer went out over HTTP. */
  answered(bytes: number): void {
    this.#is.answered.observe(bytes);
  }

  /** An operation ended. */
  took({ calls, objects }: Tally): void {
    this.#is.callsPerOperation.observe(calls);
    this.#is.objectsPerOperation.observe(objects);
  }

  inThread(task: 'plan' | 'check' | 'introspect', outcome: 'ok' | 'failed' | 'too complex', seconds: number): void {
    this.#is.inThread[task].observe({ outcome }, seconds);
  }

  planLookup(found: boolean): void {
    this.#is.planLookups.inc({ found: String(found) });
  }

  plannerRestarted(): void {
    this.#is.plannerRestarts.inc();
  }

  fetch(subgraph: string, outcome: string, seconds: number): void {
    this.#is.fetches.observe({ subgraph, outcome }, seconds);
  }

  /** A call was not sent because an equal one was in flight. */
  shared(subgraph: string): void {
    this.#is.shared.inc({ subgraph });
  }

  /** A reply was parsed though it might have been handed on: it had errors, or was not in the order or of the types that were asked for. */
  parsed(subgraph: string): void {
    this.#is.parsed.inc({ subgraph });
  }

  retried(subgraph: string): void {
    this.#is.retried.inc({ subgraph });
  }

  subscriptionOpened(transport: Transport): void {
    this.#is.subscriptions.inc({ transport });
  }

  subscriptionClosed(transport: Transport): void {
    this.#is.subscriptions.dec({ transport });
  }

  event(transport: Transport): void {
    this.#is.events.inc({ transport });
  }

  /** Reads how subscriptions stand whenever metrics are asked for. */
  watchLive(read: () => LiveNow): void {
    const gauge = (name: string, help: string, of: (now: LiveNow) => number) =>
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        collect() {
          this.set(of(read()));
        },
      });
    gauge('hub_live_listeners', 'Listeners that wait for events now', ({ listeners }) => listeners);
    gauge('hub_live_shares', 'Different subscriptions behind those listeners', ({ shares }) => shares);
    gauge('hub_live_upstreams', 'Subscriptions open to subgraphs now', ({ upstreams }) => upstreams);
    gauge('hub_live_nats_sockets', 'Sockets to subgraphs over NATS now', ({ natsSockets }) => natsSockets);
  }

  /** A listener was ended by us; `reason` is an error code. */
  cutOff(reason: string): void {
    this.#is.cutOff.inc({ reason });
  }

  swapped(outcome: 'ok' | 'refused'): void {
    this.#is.swapped.inc({ outcome });
  }

  /** Spans were lost because the collector was slow or gone. */
  spansDropped(count: number): void {
    this.#is.spansDropped.inc(count);
  }

  /** Reads a value whenever metrics are asked for; of several workers their sum, or the largest. */
  watch(name: string, help: string, read: () => ReadonlyMap<string, number>, label: string, of: 'sum' | 'max'): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      aggregator: of,
      labelNames: [label],
      registers: [this.#registry],
      collect() {
        gauge.reset();
        for (const [value, number] of read()) gauge.set({ [label]: value }, number);
      },
    });
  }

  /** Lets the same metrics of other processes be added whenever they are asked for. */
  shareBy(share: (own: Registry) => () => Promise<MetricsText>): void {
    this.#shared = share(this.#registry);
  }

  async text(): Promise<MetricsText> {
    if (this.#shared) return this.#shared();
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
