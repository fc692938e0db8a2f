import type { Logger } from './logger.js';
import type { SpanTarget } from './open-spans.js';
import { slowLog } from './slow-log.js';
import type { Tracer } from './trace.js';
import { watch } from './watch.js';

export interface TracerSettings {
  readonly traces: { readonly to: 'off' } | SpanTarget;
  /** Operations that take at least so long are logged; 0 logs none. */
  readonly slowMs: number;
  /** Hears how many spans were lost. */
  readonly onDropped: (count: number) => void;
  readonly log: Logger;
}

/** What the settings ask to be watched; without any, `tracer` is undefined. Disposing it sends the last spans. */
export async function openTracer({
  traces,
  slowMs,
  onDropped,
  log,
}: TracerSettings): Promise<AsyncDisposable & { readonly tracer: Tracer | undefined }> {
  // OpenTelemetry's packages are loaded here, and only when spans are wanted.
  const spans =
    traces.to === 'off' ? undefined : (await import('./open-spans.js')).openSpans({ to: traces, onDropped, log });
  return {
    tracer: watch({
      beginSpan: spans?.begin,
      slow: slowMs > 0 ? { ms: slowMs, tell: slowLog(log) } : undefined,
    }),
    async [Symbol.asyncDispose]() {
      await spans?.[Symbol.asyncDispose]();
    },
  };
}
