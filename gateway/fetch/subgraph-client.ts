import type { IncomingHttpHeaders } from 'node:http';
import type { Ending } from '#lib/ending';
import { type Dispatcher, Pool } from 'undici';
import type { FailedAnswer } from './answer.js';
import { type Inflating, inflater } from './inflate.js';

export interface SubgraphClientOptions {
  /** Connections to one subgraph at a time. */
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
  /** From sending to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

/** What came back, unread. Several may read it, each for itself: nobody writes into it. */
export type Reply = { readonly kind: 'reply'; readonly status: number; readonly body: Buffer } | FailedAnswer;

export interface SubgraphRequest {
  /** JSON text of the GraphQL request. */
  readonly body: string;
  readonly authorization: string | undefined;
  readonly requestId: string;
  /** W3C trace header. */
  readonly traceparent?: string | undefined;
  /** Longest wait for the whole answer. */
  readonly timeoutMs: number;
  readonly signal: Ending;
}

/** One subgraph over HTTP, through its own keep-alive pool. */
export class SubgraphClient implements AsyncDisposable {
  readonly #pool: Pool;
  readonly #path: string;

  constructor(
    url: string,
    private readonly options: SubgraphClientOptions,
  ) {
    const { origin, pathname, search } = new URL(url);
    this.#path = pathname + search;
    this.#pool = new Pool(origin, {
      connections: options.maxConnections,
      connect: { timeout: options.connectTimeoutMs },
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      allowH2: true,
    });
  }

  /** Never throws for what the subgraph does; throws the reason when `request.signal` is aborted. */
  ask(request: SubgraphRequest): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(request, this.options.maxAnswerBytes, resolve, reject);
      if (request.signal.aborted) return;
      this.#pool.dispatch(
        { path: this.#path, method: 'POST', headers: headers(request), body: request.body },
        exchange,
      );
    });
  }

  /** Whether it answers HTTP at all; a graph from elsewhere may have no `/health`, so "not found" is a sign of life. */
  async isUp(): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(this.options.connectTimeoutMs);
      const { statusCode, body } = await this.#pool.request({ path: '/health', method: 'GET', signal });
      await body.dump();
      return statusCode < 500;
    } catch {
      return false;
    }
  }

  /** Closes it when what is under way has ended. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }
}

function headers({ authorization, requestId, traceparent }: SubgraphRequest): string[] {
  const fixed = [
    'content-type',
    'application/json',
    'accept',
    'application/graphql-response+json, application/json;q=0.9',
    'accept-encoding',
    'gzip, br',
    'x-request-id',
    requestId,
  ];
  if (authorization !== undefined) fixed.push('authorization', authorization);
  if (traceparent !== undefined) fixed.push('traceparent', traceparent);
  return fixed;
}

/** One request and its answer; settles once. Written as a handler of the HTTP client because streams cost more than the rest. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #late: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #status = 0;
  #inflating: Inflating | undefined;
  #settled = false;
  #controller: Dispatcher.DispatchController | undefined;

  private readonly signal: Ending;

  constructor(
    { signal, timeoutMs }: SubgraphRequest,
    private readonly maxBytes: number,
    private readonly resolve: (reply: Reply) => void,
    private readonly reject: (reason: unknown) => void,
  ) {
    this.signal = signal;
    this.#late = setTimeout(() => this.#fail('TIMEOUT', `no answer in ${timeoutMs} ms`), timeoutMs);
    signal.addEventListener('abort', this.#left);
    if (signal.aborted) this.#left();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) controller.abort(new Error('nobody waits for the answer'));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, received: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#status = status;
    const encoding = received['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return;
    this.#inflating = inflater(encoding, {
      data: (chunk) => this.#take(chunk),
      end: () => this.#complete(),
      error: (error) => this.#fail('INVALID_ANSWER', `${encoding}: ${error.message}`),
    });
    if (!this.#inflating) this.#fail('INVALID_ANSWER', `the encoding ${encoding} was not asked for`);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    if (this.#inflating) this.#inflating.write(chunk);
    else this.#take(chunk);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    if (this.#inflating) this.#inflating.end();
    else this.#complete();
  }

  #take(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.maxBytes) this.#fail('INVALID_ANSWER', `more than ${this.maxBytes} bytes`);
    else this.#chunks.push(chunk);
  }

  #complete(): void {
    if (!this.#settle()) return;
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#bytes);
    this.resolve({ kind: 'reply', status: this.#status, body });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (!this.#settle()) return;
    const code = 'code' in error ? String(error.code) : '';
    // What came is no HTTP, or too much of it, and would be so again.
    const isBroken = code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW';
    this.resolve({
      kind: 'failure',
      code: isBroken ? 'INVALID_ANSWER' : TIMEOUTS.has(code) ? 'TIMEOUT' : 'DOWN',
      detail: `${code} ${error.message}`.trim(),
      begun: this.#status > 0,
    });
  }

  readonly #left = (): void => {
    if (!this.#settle()) return;
    const reason: unknown = this.signal.reason;
    this.reject(reason);
    this.#abort('the client left');
  };

  #fail(code: 'TIMEOUT' | 'INVALID_ANSWER', detail: string): void {
    if (!this.#settle()) return;
    this.resolve({ kind: 'failure', code, detail });
    this.#abort(detail);
  }

  #abort(reason: string): void {
    this.#controller?.abort(new Error(reason));
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#late);
    this.#inflating?.destroy();
    this.signal.removeEventListener('abort', this.#left);
    return true;
  }
}

const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
