import {
  type Attributes,
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { BeginSpan, OperationSpan, StepName, StepSpan, TraceRecord, TraceSubject } from './trace.js';

const w3c = new W3CTraceContextPropagator();

/**
 * Operations as spans of `tracer`. Nothing is registered, nothing is found through an ambient context: what belongs
 * where is handed on. Attributes are those of OpenTelemetry's GraphQL conventions where it has them.
 */
export function spansOf(tracer: Tracer): BeginSpan {
  return (subject, startedMs) => new TracedOperation(tracer, subject, startedMs);
}

class TracedOperation implements OperationSpan {
  readonly traceId: string;
  readonly #span: Span;
  readonly #within: Context;

  constructor(
    private readonly tracer: Tracer,
    { kind, operationName, documentHash, requestId, traceparent }: TraceSubject,
    startedMs: number,
  ) {
    const client = w3c.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
    const attributes = {
      'graphql.operation.name': operationName,
      'graphql.operation.type': kind === 'subscription event' ? 'subscription' : kind,
      'graphql.document.hash': documentHash,
      'hub.request.id': requestId,
    };
    const startTime = sinceEpoch(startedMs);
    this.#span = tracer.startSpan(kind, { kind: SpanKind.SERVER, startTime, attributes }, client);
    this.#within = trace.setSpan(client, this.#span);
    this.traceId = this.#span.spanContext().traceId;
  }

  step(name: StepName, subgraph: string | undefined, startedMs: number): StepSpan {
    const isFetch = name === 'fetch';
    const span = this.tracer.startSpan(
      subgraph === undefined ? name : `${name} ${subgraph}`,
      {
        kind: isFetch ? SpanKind.CLIENT : SpanKind.INTERNAL,
        startTime: sinceEpoch(startedMs),
        attributes: { 'hub.subgraph.name': subgraph },
      },
      this.#within,
    );
    return {
      traceparent: isFetch ? traceparentOf(span) : undefined,
      end({ code, count, endedMs }) {
        end(span, { 'hub.code': code, 'hub.errors': isFetch ? count : undefined }, code !== 'ok', endedMs);
      },
    };
  }

  end({ outcome, fetches, endedMs }: TraceRecord): void {
    end(this.#span, { 'hub.outcome': outcome, 'hub.subgraph.calls': fetches }, outcome === 'failed', endedMs);
  }
}

function end(span: Span, attributes: Attributes, isError: boolean, endedMs: number): void {
  span.setAttributes(attributes);
  if (isError) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(sinceEpoch(endedMs));
}

function traceparentOf(span: Span): string | undefined {
  const carrier: { traceparent?: string } = {};
  w3c.inject(trace.setSpan(ROOT_CONTEXT, span), carrier, defaultTextMapSetter);
  return carrier.traceparent;
}

/** Not left to the library, which would take the clock of `performance.now()` anew, to a whole millisecond, for each span. */
function sinceEpoch(ms: number): number {
  return performance.timeOrigin + ms;
}
