import type { TraceRecord } from './trace.js';

/** A span in OTLP's JSON encoding (opentelemetry-proto 1.x, trace/v1). */
export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 2: server. 3: client. 1: internal. */
  readonly kind: 1 | 2 | 3;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  /** 0: unset. 2: error. */
  readonly status: { readonly code: 0 | 2 };
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: { readonly stringValue: string } | { readonly intValue: string };
}

const MAX_NAME = 128;

/** The operation and its steps as spans. Names are those of OpenTelemetry's GraphQL conventions where it has them. */
export function spansOf(record: TraceRecord): OtlpSpan[] {
  const { subject, traceId, spanId, parentSpanId, steps, outcome } = record;
  if (traceId === undefined || spanId === undefined) return [];
  const name = subject.operationName?.slice(0, MAX_NAME);
  const whole: OtlpSpan = {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: subject.kind,
    kind: 2,
    ...times(record),
    attributes: attributes({
      'graphql.operation.name': name,
      'graphql.operation.type': subject.kind === 'subscription event' ? 'subscription' : subject.kind,
      'graphql.document.hash': subject.documentHash,
      'hub.request.id': subject.requestId,
      'hub.outcome': outcome,
      'hub.subgraph.calls': record.fetches,
    }),
    status: { code: outcome === 'failed' ? 2 : 0 },
  };
  const parts = steps.flatMap((step): OtlpSpan[] => {
    if (step.spanId === undefined) return [];
    return [
      {
        traceId,
        spanId: step.spanId,
        parentSpanId: spanId,
        name: step.subgraph === undefined ? step.name : `${step.name} ${step.subgraph}`,
        kind: step.name === 'fetch' ? 3 : 1,
        ...times(step),
        attributes: attributes({
          'hub.subgraph.name': step.subgraph,
          'hub.code': step.code,
          'hub.errors': step.name === 'fetch' ? step.count : undefined,
        }),
        status: { code: step.code === 'ok' ? 0 : 2 },
      },
    ];
  });
  return [whole, ...parts];
}

/** The body of a request to a collector's `/v1/traces`. */
export function otlpBody(spans: readonly OtlpSpan[]): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: attributes({ 'service.name': 'liandong-gateway' }) },
        scopeSpans: [{ scope: { name: 'liandong-gateway' }, spans }],
      },
    ],
  });
}

function times({ startedMs, endedMs }: { readonly startedMs: number; readonly endedMs: number }) {
  return { startTimeUnixNano: unixNano(startedMs), endTimeUnixNano: unixNano(endedMs) };
}

/** A double has room for microseconds since the epoch, not for nanoseconds. */
function unixNano(ms: number): string {
  return `${Math.round((performance.timeOrigin + ms) * 1000)}000`;
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): OtlpAttribute[] {
  return Object.entries(values).flatMap(([key, value]): OtlpAttribute[] => {
    if (value === undefined) return [];
    return [{ key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } }];
  });
}
