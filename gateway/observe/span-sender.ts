import { setTimeout as pause } from 'node:timers/promises';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Logger } from './logger.js';

export interface SpanSenderParts {
  /** A collector's address for traces over HTTP with JSON. */
  readonly url: string;
  /** Hears how many spans were lost, because the collector was slow or gone. */
  readonly onDropped: (count: number) => void;
  readonly log: Logger;
}

/** Spans that wait or are on their way; what comes beyond is dropped and counted: tracing never holds up an operation. */
const MAX_WAITING = 4096;
const BATCH = 512;
const EVERY_MS = 1000;
/** For a batch with all its tries (the exporter tries again while the collector is gone or busy), and for the last ones at a stop. */
const TIMEOUT_MS = 5000;

/** OpenTelemetry's batches and exporter, with what they do not tell: how many spans were lost, and that there is an outage. */
export class SpanSender implements SpanProcessor {
  readonly #otlp: SpanExporter;
  readonly #batches: SpanProcessor;
  #waiting = 0;
  #isClosed = false;
  #isFailing = false;

  constructor(private readonly parts: SpanSenderParts) {
    this.#otlp = new OTLPTraceExporter({ url: parts.url, timeoutMillis: TIMEOUT_MS });
    this.#batches = new BatchSpanProcessor({
      exporter: { export: (spans, done) => this.#export(spans, done), shutdown: () => this.#otlp.shutdown() },
      maxQueueSize: MAX_WAITING,
      maxExportBatchSize: BATCH,
      scheduledDelayMillis: EVERY_MS,
    });
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    if (this.#isClosed || this.#waiting >= MAX_WAITING) {
      this.parts.onDropped(1);
      return;
    }
    this.#waiting++;
    this.#batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#batches.forceFlush();
  }

  async shutdown(): Promise<void> {
    this.#isClosed = true;
    await Promise.race([this.#batches.shutdown(), pause(TIMEOUT_MS, undefined, { ref: false })]);
  }

  #export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.#otlp.export(spans, ({ code, error }) => {
      this.#waiting -= spans.length;
      const isFailing = code !== ExportResultCode.SUCCESS;
      if (isFailing) {
        this.parts.onDropped(spans.length);
        // One line per outage, not one per second.
        if (!this.#isFailing) this.#complain(error);
      }
      this.#isFailing = isFailing;
      // A failure has been told; the batches would only end their stop early.
      done({ code: ExportResultCode.SUCCESS });
    });
  }

  /** Not the whole error: it can hold what the collector answered. */
  #complain(error: (Error & { code?: unknown }) | undefined): void {
    this.parts.log.warn({ reason: error?.message, code: error?.code }, 'the collector takes no traces');
  }
}
