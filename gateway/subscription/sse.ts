import type { ServerResponse } from 'node:http';
import { getOperationAST } from 'graphql';
import { hubError, toClientError } from '../errors.js';
import type { Logger } from '../observe/logger.js';
import type { Metrics } from '../observe/metrics.js';
import {
  type AcceptOperation,
  type Arrival,
  expiryOf,
  type Identity,
  type OperationRequest,
  type Result,
  resultBytes,
} from '../operation.js';
import type { Pipeline } from '../pipeline.js';
import type { Answers, LiveStreams } from './live-streams.js';

export interface SseParts {
  readonly pipeline: Pick<Pipeline, 'execute'>;
  readonly live: Pick<LiveStreams, 'open'>;
  readonly accept: AcceptOperation;
  readonly metrics: Metrics;
  readonly log: Logger;
}

const KEEP_ALIVE_MS = 12_000;
/** A listener that was told the end gets this long to read it. */
const FAREWELL_MS = 5000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Streams that are open now, so that a stop can end them. */
export class SseStreams implements AsyncDisposable {
  readonly #open = new Set<SseStream>();

  constructor(private readonly parts: SseParts) {}

  /** The "distinct connections mode" of the graphql-sse protocol: one operation, one response. */
  async serve(
    request: OperationRequest,
    arrival: Omit<Arrival, 'signal' | 'fellBehind'>,
    response: ServerResponse,
  ): Promise<void> {
    const stream = new SseStream(response, arrival, this.parts);
    this.#open.add(stream);
    try {
      await stream.run(request);
    } finally {
      this.#open.delete(stream);
    }
  }

  /** Ends the streams whose token does not count any more. */
  endIf(isRevoked: (identity: Identity) => boolean): void {
    for (const stream of this.#open) {
      if (isRevoked(stream.identity)) stream.endWith(hubError('TOKEN_REVOKED'));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stream of this.#open) stream.endWith(hubError('SHUTTING_DOWN'));
  }
}

class SseStream {
  readonly #left = new AbortController();
  #answers: Answers | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly arrival: Omit<Arrival, 'signal' | 'fellBehind'>,
    private readonly parts: SseParts,
  ) {}

  get identity(): Identity {
    return this.arrival.identity;
  }

  async run(request: OperationRequest): Promise<void> {
    const { response, arrival, parts } = this;
    response.once('close', () => this.#leave());
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    response.write(':\n\n');
    const keepAlive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
    const expiry = this.#watchExpiry();
    try {
      const operation = await parts.accept(request, {
        ...arrival,
        signal: this.#left.signal,
        fellBehind: (cursor) => this.endWith(hubError('FELL_BEHIND', undefined, { more: { cursor } })),
      });
      if (!('document' in operation)) {
        await this.#send({ data: undefined, errors: operation });
      } else if (getOperationAST(operation.document, operation.operationName)?.operation === 'subscription') {
        await this.#forward(await parts.live.open(operation));
      } else {
        await this.#send(await parts.pipeline.execute(operation));
      }
      this.#complete();
    } catch (error) {
      if (!this.#left.signal.aborted) this.endWith(error);
    } finally {
      clearInterval(keepAlive);
      clearTimeout(expiry);
    }
  }

  /** Tells the client the reason as a last event and ends. What the client does not read in time is dropped. */
  endWith(error: unknown): void {
    const { response, parts } = this;
    const { requestId } = this.arrival;
    if (response.writableEnded || response.destroyed) return;
    const shown = toClientError(error, requestId, (cause) =>
      parts.log.error({ requestId, err: cause }, 'a stream failed'),
    );
    response.write(`event: next\ndata: ${JSON.stringify({ errors: [shown] })}\n\n`);
    this.#complete();
    const farewell = setTimeout(() => response.destroy(), FAREWELL_MS);
    response.once('close', () => clearTimeout(farewell));
    this.#leave();
  }

  async #forward(answers: Answers | Result): Promise<void> {
    if (!(Symbol.asyncIterator in answers)) return this.#send(answers);
    this.#answers = answers;
    // The client can have left while the operation was planned.
    if (this.#left.signal.aborted) await answers.return?.();
    this.parts.metrics.subscriptionOpened('sse');
    // Whoever is cut off before the first event knows where to begin again.
    if (answers.place !== undefined) this.response.write(`id: ${answers.place}\n\n`);
    try {
      for await (const { text, cursor } of answers) {
        await this.#sendText(text, cursor);
        this.parts.metrics.event('sse');
      }
    } finally {
      this.parts.metrics.subscriptionClosed('sse');
    }
  }

  /** Resolves when the client can take more, so that what waits is counted in one place, the event queue. */
  #send(result: Result): Promise<void> {
    return this.#sendText(resultBytes(result).toString('utf8'));
  }

  async #sendText(text: string, cursor?: string): Promise<void> {
    const { response } = this;
    if (response.writableEnded || response.destroyed) return;
    const id = cursor === undefined ? '' : `id: ${cursor}\n`;
    if (response.write(`event: next\n${id}data: ${text}\n\n`)) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        response.off('drain', done).off('close', done);
        resolve();
      };
      response.on('drain', done).on('close', done);
    });
  }

  #complete(): void {
    if (!this.response.writableEnded) this.response.end('event: complete\ndata: \n\n');
  }

  #watchExpiry(): NodeJS.Timeout | undefined {
    const end = expiryOf(this.arrival.identity);
    if (end === undefined) return undefined;
    const remaining = Math.min(end - Date.now(), LONGEST_TIMER_MS);
    return setTimeout(() => this.endWith(hubError('TOKEN_EXPIRED')), remaining);
  }

  #leave(): void {
    this.#left.abort(hubError('CANCELLED'));
    void this.#answers?.return?.();
  }
}
