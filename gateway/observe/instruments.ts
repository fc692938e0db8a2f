import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const IN_THREAD = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3];
const LATENCY = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/**
 * All that the gateway measures, in seconds, bytes and counts. docs/operations.md says what each tells. A label has few
 * values, never a name that a client chose.
 */
export function createInstruments(registry: Registry) {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], labelNames: readonly L[] = []) =>
    new Histogram<L>({ name, help, buckets, labelNames, registers });

  return {
    requests: histogram('hub_request_seconds', 'Queries and mutations: how long they took', LATENCY, [
      'transport',
      'outcome',
    ]),
    refused: counter('hub_refused_requests_total', 'Requests refused before planning, by code', ['code']),
    answered: histogram(
      'hub_answer_bytes',
      'Size of answers over HTTP',
      [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304],
    ),
    callsPerOperation: histogram(
      'hub_operation_subgraph_calls',
      'Calls to subgraphs that one operation needed',
      [0, 1, 2, 3, 5, 8, 13, 21],
    ),
    objectsPerOperation: histogram(
      'hub_operation_objects',
      'Objects in the answer of one operation: what its estimated cost was for',
      [0, 1, 10, 50, 100, 500, 1000, 5000, 10_000, 50_000, 100_000],
    ),

    inThread: {
      plan: histogram('hub_plan_seconds', 'Planning in a thread: how long it took', IN_THREAD, ['outcome']),
      check: histogram(
        'hub_check_seconds',
        'Checking a large or invalid document in a thread: how long it took',
        IN_THREAD,
        ['outcome'],
      ),
      introspect: histogram('hub_introspect_seconds', 'Introspection in a thread: how long it took', IN_THREAD, [
        'outcome',
      ]),
    },
    planLookups: counter('hub_plan_lookups_total', 'Operations by whether their plan was there already', ['found']),
    plannerRestarts: counter('hub_planner_restarts_total', 'Planner threads that were ended and replaced'),

    fetches: histogram(
      'hub_subgraph_fetch_seconds',
      'Calls to subgraphs: how long they took',
      [0.001, 0.0025, ...LATENCY],
      ['subgraph', 'outcome'],
    ),
    shared: counter('hub_shared_reads_total', 'Calls answered by an equal call in flight', ['subgraph']),
    parsed: counter('hub_parsed_replies_total', 'Replies that were parsed because they were not as expected', [
      'subgraph',
    ]),
    retried: counter('hub_retried_reads_total', 'Calls to subgraphs that were tried again', ['subgraph']),

    subscriptions: gauge('hub_live_subscriptions', 'Subscriptions open now', ['transport']),
    events: counter('hub_subscription_events_total', 'Events sent to listeners', ['transport']),
    cutOff: counter('hub_listeners_cut_off_total', 'Listeners that were cut off', ['reason']),

    spansDropped: counter('hub_trace_spans_dropped_total', 'Spans that the collector did not get'),
    swapped: counter('hub_supergraph_swaps_total', 'Supergraphs offered while running', ['outcome']),
  };
}

export type Instruments = ReturnType<typeof createInstruments>;
