import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { HttpOptions } from '../config.js';
import { toClientError } from '../errors.js';
import type { Logger } from '../observe/logger.js';
import { requestIdFrom } from './headers.js';

/** Answers one request; throws HubError for what the client did wrong. */
export type Route = (request: IncomingMessage, response: ServerResponse, url: URL, requestId: string) => Promise<void>;

export interface HttpParts {
  /** By path; a path that is not here goes to `otherwise`. */
  readonly routes: ReadonlyMap<string, Route>;
  /** Answers false when it does not know the path either. */
  readonly otherwise: (path: string, response: ServerResponse) => Promise<boolean>;
  readonly options: HttpOptions;
  readonly log: Logger;
}

/** One port for everything; each request gets an id, in the answer and in the log. */
export function createHttpServer({ routes, otherwise, options, log }: HttpParts): Server {
  const handle = async (request: IncomingMessage, response: ServerResponse, requestId: string) => {
    const url = new URL(request.url ?? '/', 'http://gateway');
    const route = routes.get(url.pathname);
    if (route) return route(request, response, url, requestId);
    if (request.method === 'GET' && (await otherwise(url.pathname, response))) return undefined;
    return sendJson(response, 404, { error: 'not found' });
  };
  const timeouts = {
    headersTimeout: options.headersTimeoutMs,
    requestTimeout: options.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(options.headersTimeoutMs, 5000),
  };
  const server = createServer(timeouts, (request, response) => {
    const requestId = requestIdFrom(request.headers);
    response.setHeader('x-request-id', requestId);
    handle(request, response, requestId).catch((error: unknown) => sendError(response, error, requestId, log));
  });
  server.maxConnections = options.maxConnections;
  return server;
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function sendError(response: ServerResponse, error: unknown, requestId: string, log: Logger): void {
  if (response.destroyed || response.headersSent) {
    response.destroy();
    return;
  }
  const shown = toClientError(error, requestId, (cause) => log.error({ requestId, err: cause }, 'a request failed'));
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  // What is left of a body that was refused is not read: the connection cannot be used again.
  if (status === 413) response.setHeader('connection', 'close');
  sendJson(response, status, { errors: [shown] });
}
