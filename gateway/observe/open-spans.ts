import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Logger } from './logger.js';
import { spansOf } from './operation-span.js';
import { SpanPrinter } from './span-printer.js';
import { SpanSender } from './span-sender.js';
import type { BeginSpan } from './trace.js';

/** Where spans go. A collector takes OTLP over HTTP with JSON. */
export type SpanTarget = { readonly to: 'stdout' } | { readonly to: 'collector'; readonly url: string };

export interface SpanSettings {
  readonly to: SpanTarget;
  /** Hears how many spans were lost. */
  readonly onDropped: (count: number) => void;
  readonly log: Logger;
}

const NAME = 'liandong-gateway';
const MAX_ATTRIBUTE_CHARS = 128;

/** OpenTelemetry's SDK, for this gateway alone: it is not registered anywhere. Disposing it sends the last spans. */
export function openSpans({ to, onDropped, log }: SpanSettings): AsyncDisposable & { readonly begin: BeginSpan } {
  const provider = new TracerProvider({
    // `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` come last: they say more than we know.
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': NAME }))
      .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] })),
    spanLimits: { attributeValueLengthLimit: MAX_ATTRIBUTE_CHARS },
    spanProcessors: [
      to.to === 'stdout'
        ? new SimpleSpanProcessor({ exporter: new SpanPrinter() })
        : new SpanSender({ url: to.url, onDropped, log }),
    ],
  });
  return {
    begin: spansOf(provider.getTracer(NAME)),
    [Symbol.asyncDispose]: () => provider.shutdown(),
  };
}
