import { Pool } from 'undici';
import { type Answer, readAnswer } from './answer.js';

export interface SubgraphClientOptions {
  /** Connections to one subgraph at a time. */
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
  /** From sending to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

export interface SubgraphRequest {
  /** JSON text of the GraphQL request. */
  readonly body: string;
  readonly authorization: string | undefined;
  readonly requestId: string;
  readonly signal: AbortSignal;
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
    });
  }

  /** Never throws for what the subgraph does; throws the reason when `request.signal` is aborted. */
  async ask(request: SubgraphRequest): Promise<Answer> {
    const late = AbortSignal.timeout(this.options.timeoutMs);
    try {
      const { statusCode, body } = await this.#pool.request({
        path: this.#path,
        method: 'POST',
        headers: headers(request),
        body: request.body,
        signal: AbortSignal.any([request.signal, late]),
      });
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > this.options.maxAnswerBytes) {
          return { kind: 'failure', code: 'INVALID_ANSWER', detail: `more than ${this.options.maxAnswerBytes} bytes` };
        }
        chunks.push(chunk);
      }
      return readAnswer(statusCode, Buffer.concat(chunks, bytes).toString('utf8'));
    } catch (error) {
      request.signal.throwIfAborted();
      return failure(error, late);
    }
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }
}

function headers({ authorization, requestId }: SubgraphRequest): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
    'x-request-id': requestId,
    ...(authorization !== undefined && { authorization }),
  };
}

const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function failure(error: unknown, late: AbortSignal): Answer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = error instanceof Error ? `${code} ${error.message}`.trim() : String(error);
  return { kind: 'failure', code: late.aborted || TIMEOUTS.has(code) ? 'TIMEOUT' : 'DOWN', detail };
}
