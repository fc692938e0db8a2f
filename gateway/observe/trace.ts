/** What is told of one operation, or one event of a subscription: never variables, nor anything about a person. */
export interface TraceSubject {
  readonly kind: 'query' | 'mutation' | 'subscription event';
  readonly operationName: string | undefined;
  readonly documentHash: string;
  readonly requestId: string;
  /** As the client sent it, unchecked. */
  readonly traceparent: string | undefined;
}

export type StepName = 'plan' | 'fetch' | 'project';

/** A piece of work that has begun. */
export interface Step {
  /** The W3C header for the subgraph that is asked; undefined when none is, or nothing is traced. */
  readonly traceparent: string | undefined;
  /** `code`: ok, or an error code. `count`: of errors, for a fetch. Only the first call counts. */
  end(code: string, count?: number): void;
}

/** One operation that is watched. */
export interface Trace {
  /** `subgraph` for fetches. */
  step(name: StepName, subgraph?: string): Step;
  /** Only the first call counts. */
  end(outcome: string): void;
}

/** Watches operations; absent when neither traces nor slow operations are asked for. */
export interface Tracer {
  operation(subject: TraceSubject): Trace;
}

/** What came of a step; times are milliseconds on the clock of `performance.now()`. */
export interface StepRecord {
  readonly name: StepName;
  readonly subgraph: string | undefined;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly code: string;
  readonly count: number;
}

export interface TraceRecord {
  readonly subject: TraceSubject;
  readonly traceId: string | undefined;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly outcome: string;
  readonly steps: readonly StepRecord[];
  /** Calls to subgraphs, also those beyond the steps that are kept. */
  readonly fetches: number;
}

/** An operation as spans; they are sent when they end, and only if its trace is sampled. */
export interface OperationSpan {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  step(name: StepName, subgraph: string | undefined, startedMs: number): StepSpan;
  end(record: TraceRecord): void;
}

/** One that is not ended is forgotten. */
export interface StepSpan {
  readonly traceparent: string | undefined;
  end(record: StepRecord): void;
}

/** Begins the span of an operation, or of an event, and continues the client's trace. */
export type BeginSpan = (subject: TraceSubject, startedMs: number) => OperationSpan;
