import { randomBytes } from 'node:crypto';

/** Where a span belongs (W3C Trace Context, level 1). */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** Span of the caller, 16 hexadecimal digits. */
  readonly parentSpanId: string | undefined;
  readonly sampled: boolean;
}

const HEADER = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** The caller's trace, or a trace of our own when its header is missing or malformed. */
export function readTraceparent(header: string | undefined): TraceContext {
  const [, version, traceId = '', parentSpanId = '', flags = '', more] = HEADER.exec(header ?? '') ?? [];
  const isValid =
    version !== undefined &&
    version !== 'ff' &&
    (version !== '00' || more === undefined) &&
    !/^0+$/.test(traceId) &&
    !/^0+$/.test(parentSpanId);
  if (!isValid) return { traceId: randomBytes(16).toString('hex'), parentSpanId: undefined, sampled: true };
  return { traceId, parentSpanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function newSpanId(): string {
  return randomBytes(8).toString('hex');
}

export function writeTraceparent(traceId: string, spanId: string, sampled: boolean): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}
