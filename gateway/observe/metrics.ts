import { collectDefaultMetrics, Registry } from 'prom-client';
import { createInstruments } from './instruments.js';

export type Transport = 'http' | 'ws' | 'sse';

/** Closed: calls go out. Open: they fail at once. Half-open: one call tries whether the subgraph is back. */
export type CircuitState = (typeof CIRCUIT_STATES)[number];

const CIRCUIT_STATES = ['closed', 'half-open', 'open'] as const;

/** How things stand now; what is left out has not changed. */
export interface AdmissionChange {
  readonly running?: number | undefined;
  readonly waiting?: number | undefined;
  /** Operations refused since the last call, added to the count. */
  readonly refused?: number | undefined;
}

/** How things stand now; what is left out has not changed. */
export interface LiveChange {
  readonly listeners?: number | undefined;
  readonly shares?: number | undefined;
  readonly upstreams?: number | undefined;
}

/** What the gateway counts, in a registry of its own. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #is = createInstruments(this.#registry);

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

  /** An operation ended that asked subgraphs so many times. */
  called(times: number): void {
    this.#is.callsPerOperation.observe(times);
  }

  admission({ running, waiting, refused }: AdmissionChange): void {
    if (running !== undefined) this.#is.admissionRunning.set(running);
    if (waiting !== undefined) this.#is.admissionWaiting.set(waiting);
    if (refused !== undefined) this.#is.admissionRefused.inc(refused);
  }

  planned(seconds: number, outcome: 'ok' | 'failed' | 'too complex'): void {
    this.#is.planned.observe({ outcome }, seconds);
  }

  planCache(result: 'hit' | 'miss'): void {
    this.#is.planCache.inc({ result });
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

  retried(subgraph: string): void {
    this.#is.retried.inc({ subgraph });
  }

  circuit(subgraph: string, state: CircuitState): void {
    for (const known of CIRCUIT_STATES) this.#is.circuit.set({ subgraph, state: known }, known === state ? 1 : 0);
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

  live({ listeners, shares, upstreams }: LiveChange): void {
    if (listeners !== undefined) this.#is.listeners.set(listeners);
    if (shares !== undefined) this.#is.shares.set(shares);
    if (upstreams !== undefined) this.#is.upstreams.set(upstreams);
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

  /** Prometheus text format. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
