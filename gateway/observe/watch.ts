import type {
  BeginSpan,
  OperationSpan,
  Step,
  StepName,
  StepRecord,
  Trace,
  Tracer,
  TraceRecord,
  TraceSubject,
} from './trace.js';

export interface WatchParts {
  /** Undefined: nothing is traced, and no ids are made. */
  readonly beginSpan: BeginSpan | undefined;
  /** Gets operations that took at least `slowMs`; undefined: nobody wants to know. */
  readonly slow: { readonly ms: number; readonly tell: (record: TraceRecord) => void } | undefined;
}

/** Steps of one operation that are kept; a list of people with contexts can need many fetches. */
const MAX_STEPS = 100;

/** Watches operations for traces and for the log of slow ones; undefined when neither is wanted. */
export function watch(parts: WatchParts): Tracer | undefined {
  if (!parts.beginSpan && !parts.slow) return undefined;
  return { operation: (subject) => new WatchedOperation(subject, parts) };
}

class WatchedOperation implements Trace {
  readonly #startedMs = performance.now();
  readonly #span: OperationSpan | undefined;
  readonly #steps: StepRecord[] = [];
  #fetches = 0;
  #isOver = false;

  constructor(
    private readonly subject: TraceSubject,
    private readonly parts: WatchParts,
  ) {
    this.#span = parts.beginSpan?.(subject, this.#startedMs);
  }

  step(name: StepName, subgraph?: string): Step {
    const startedMs = performance.now();
    const span = this.#span?.step(name, subgraph, startedMs);
    if (name === 'fetch') this.#fetches++;
    let isOver = false;
    return {
      traceparent: span?.traceparent,
      end: (code, count = 0) => {
        if (isOver) return;
        isOver = true;
        if (this.#isOver || this.#steps.length >= MAX_STEPS) return;
        const step = { name, subgraph, startedMs, endedMs: performance.now(), code, count };
        this.#steps.push(step);
        span?.end(step);
      },
    };
  }

  end(outcome: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { slow } = this.parts;
    const endedMs = performance.now();
    const isSlow = slow !== undefined && endedMs - this.#startedMs >= slow.ms;
    if (!isSlow && !this.#span) return;
    const record: TraceRecord = {
      subject: this.subject,
      traceId: this.#span?.traceId,
      startedMs: this.#startedMs,
      endedMs,
      outcome,
      steps: this.#steps,
      fetches: this.#fetches,
    };
    this.#span?.end(record);
    if (isSlow) slow.tell(record);
  }
}
