import type { Step, StepName, StepRecord, Trace, Tracer, TraceRecord, TraceSubject } from './trace.js';
import { newSpanId, readTraceparent, type TraceContext, writeTraceparent } from './traceparent.js';

export interface WatchParts {
  /** Gets what was sampled; undefined: nothing is traced, and no ids are made. */
  readonly spans: ((record: TraceRecord) => void) | undefined;
  /** Gets operations that took at least `slowMs`; undefined: nobody wants to know. */
  readonly slow: { readonly ms: number; readonly tell: (record: TraceRecord) => void } | undefined;
}

/** Steps of one operation that are kept; a list of people with contexts can need many fetches. */
const MAX_STEPS = 100;

/** Watches operations for traces and for the log of slow ones; undefined when neither is wanted. */
export function watch(parts: WatchParts): Tracer | undefined {
  if (!parts.spans && !parts.slow) return undefined;
  return { operation: (subject) => new WatchedOperation(subject, parts) };
}

class WatchedOperation implements Trace {
  readonly #startedMs = performance.now();
  readonly #context: TraceContext | undefined;
  readonly #spanId: string | undefined;
  readonly #steps: StepRecord[] = [];
  #fetches = 0;
  #isOver = false;

  constructor(
    private readonly subject: TraceSubject,
    private readonly parts: WatchParts,
  ) {
    if (!parts.spans) return;
    this.#context = readTraceparent(subject.traceparent);
    this.#spanId = newSpanId();
  }

  step(name: StepName, subgraph?: string): Step {
    const startedMs = performance.now();
    const context = this.#context;
    const spanId = context && newSpanId();
    if (name === 'fetch') this.#fetches++;
    let isOver = false;
    return {
      traceparent: context && spanId ? writeTraceparent(context.traceId, spanId, context.sampled) : undefined,
      end: (code, count = 0) => {
        if (isOver) return;
        isOver = true;
        if (this.#isOver || this.#steps.length >= MAX_STEPS) return;
        this.#steps.push({ name, subgraph, spanId, startedMs, endedMs: performance.now(), code, count });
      },
    };
  }

  end(outcome: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { spans, slow } = this.parts;
    const endedMs = performance.now();
    const isSlow = slow !== undefined && endedMs - this.#startedMs >= slow.ms;
    const isTraced = spans !== undefined && this.#context?.sampled === true;
    if (!isSlow && !isTraced) return;
    const record: TraceRecord = {
      subject: this.subject,
      traceId: this.#context?.traceId,
      spanId: this.#spanId,
      parentSpanId: this.#context?.parentSpanId,
      startedMs: this.#startedMs,
      endedMs,
      outcome,
      steps: this.#steps,
      fetches: this.#fetches,
    };
    if (isTraced) spans(record);
    if (isSlow) slow.tell(record);
  }
}
