import type { Logger } from './logger.js';
import { otlpBody, type OtlpSpan, spansOf } from './otlp.js';
import type { TraceRecord } from './trace.js';

export interface SpanExporterParts {
  /** A collector's address for traces over HTTP with JSON. */
  readonly url: string;
  /** Hears how many spans were lost, because the collector was slow or gone. */
  readonly onDropped: (count: number) => void;
  readonly log: Logger;
}

/** Spans that may wait; what comes beyond is dropped and counted: tracing never holds up an operation. */
const MAX_WAITING = 4096;
const BATCH = 512;
const EVERY_MS = 1000;
const TIMEOUT_MS = 5000;

/** Sends spans to a collector in batches, one at a time. Disposing it sends what waits, once. */
export class SpanExporter implements AsyncDisposable {
  #waiting: OtlpSpan[] = [];
  #sending: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #isFailing = false;

  constructor(private readonly parts: SpanExporterParts) {}

  readonly add = (record: TraceRecord): void => {
    const spans = spansOf(record);
    if (this.#isClosed || this.#waiting.length + spans.length > MAX_WAITING) {
      this.parts.onDropped(spans.length);
      return;
    }
    this.#waiting.push(...spans);
    if (this.#waiting.length >= BATCH) this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), EVERY_MS).unref();
  };

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#sending;
    while (this.#waiting.length > 0 && !this.#isFailing) {
      this.#send();
      await this.#sending;
    }
    if (this.#waiting.length > 0) this.parts.onDropped(this.#waiting.splice(0).length);
    clearTimeout(this.#timer);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#sending || this.#waiting.length === 0) return;
    const batch = this.#waiting.splice(0, BATCH);
    this.#sending = this.#post(batch).finally(() => {
      this.#sending = undefined;
      if (this.#waiting.length > 0 && !this.#isClosed) this.#timer ??= setTimeout(() => this.#send(), EVERY_MS).unref();
    });
  }

  async #post(batch: readonly OtlpSpan[]): Promise<void> {
    try {
      const response = await fetch(this.parts.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: otlpBody(batch),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`status ${response.status}`);
      this.#isFailing = false;
    } catch (error) {
      this.parts.onDropped(batch.length);
      // One line per outage, not one per second.
      if (!this.#isFailing) this.parts.log.warn({ err: error }, 'the collector takes no traces');
      this.#isFailing = true;
    }
  }
}
