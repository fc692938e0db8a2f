import type { Logger } from './logger.js';
import { spansOf } from './otlp.js';
import { slowLog } from './slow-log.js';
import { SpanExporter } from './span-exporter.js';
import type { Tracer, TraceRecord } from './trace.js';
import { watch } from './watch.js';

export interface TracerSettings {
  readonly traces: { readonly to: 'off' | 'stdout' } | { readonly to: 'collector'; readonly url: string };
  /** Operations that take at least so long are logged; 0 logs none. */
  readonly slowMs: number;
  /** Hears how many spans were lost. */
  readonly onDropped: (count: number) => void;
  readonly log: Logger;
}

/** What the settings ask to be watched; without any, `tracer` is undefined. Disposing it sends the last spans. */
export function openTracer({ traces, slowMs, onDropped, log }: TracerSettings): AsyncDisposable & {
  readonly tracer: Tracer | undefined;
} {
  const exporter = traces.to === 'collector' ? new SpanExporter({ url: traces.url, onDropped, log }) : undefined;
  return {
    tracer: watch({
      spans: exporter?.add ?? (traces.to === 'stdout' ? printSpans : undefined),
      slow: slowMs > 0 ? { ms: slowMs, tell: slowLog(log) } : undefined,
    }),
    async [Symbol.asyncDispose]() {
      await exporter?.[Symbol.asyncDispose]();
    },
  };
}

/** One JSON line per span. */
function printSpans(record: TraceRecord): void {
  for (const span of spansOf(record)) process.stdout.write(`${JSON.stringify(span)}\n`);
}
