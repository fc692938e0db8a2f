import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Arrival, Authenticate, Identity, OperationRequest } from '../operation.js';
import type { ApolloFront } from './apollo-server.js';
import { readJson } from './body.js';
import { encodeFor } from './content-encoding.js';
import { hubError } from '../errors.js';
import { purposeFrom, traceparentFrom } from './headers.js';
import type { Route } from './http.js';

export interface GraphqlRouteParts {
  readonly authenticate: Authenticate;
  readonly answer: ApolloFront['answer'];
  /** Puts the text of a document where the client named it. Throws HubError. */
  readonly resolve: (request: OperationRequest, identity: Identity) => OperationRequest;
  readonly maxBodyBytes: number;
  /** Whether `x-explain: plan` is heeded. */
  readonly mayExplain: (identity: Identity) => boolean;
  /** Hears the size of each answer. */
  readonly answered: (bytes: number) => void;
  /** Streams the answers of an operation as server-sent events until either side ends. */
  readonly stream: (
    request: OperationRequest,
    arrival: Omit<Arrival, 'signal' | 'fellBehind'>,
    response: ServerResponse,
  ) => Promise<void>;
}

/** `/graphql`: GraphQL over HTTP, or server-sent events for a client that accepts nothing else. */
export function graphqlRoute(parts: GraphqlRouteParts): Route {
  const { authenticate, maxBodyBytes, stream } = parts;
  return async (request, response, url, requestId) => {
    const identity = await authenticate(request.headers.authorization, requestId, purposeFrom(request.headers));
    const body = request.method === 'POST' ? await readJson(request, maxBodyBytes) : undefined;
    if (request.headers.accept === 'text/event-stream') {
      if (request.method === 'POST' && isObject(body)) {
        return stream(body, { identity, requestId, traceparent: traceparentFrom(request.headers) }, response);
      }
      throw hubError('BAD_REQUEST', 'A stream is asked for by POST with a JSON body.', { status: 400 });
    }
    const question = {
      method: request.method ?? 'GET',
      headers: headerPairs(request),
      search: request.method === 'GET' ? named(url, (asked) => parts.resolve(asked, identity)) : url.search,
      body: isObject(body) ? parts.resolve(body, identity) : body,
    };
    const answer = await parts.answer(question, {
      identity,
      requestId,
      signal: signalOf(response),
      traceparent: traceparentFrom(request.headers),
      explain: request.headers['x-explain'] === 'plan' && parts.mayExplain(identity),
    });
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    const made = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
    answer.body = '';
    parts.answered(made.length);
    const { encoding, bytes } = await encodeFor(request.headers, made);
    response.setHeader('vary', 'Accept-Encoding');
    if (encoding !== undefined) response.setHeader('content-encoding', encoding);
    response.writeHead(answer.status, { 'content-length': bytes.length }).end(bytes);
  };
}

/** The query of an address, with the text of the document that it names. */
function named({ search, searchParams }: URL, resolve: (request: OperationRequest) => OperationRequest): string {
  const given = searchParams.get('extensions');
  let extensions: unknown;
  try {
    extensions = given === null ? undefined : JSON.parse(given);
  } catch {
    return search;
  }
  const documentId = searchParams.get('documentId') ?? undefined;
  const query = searchParams.get('query') ?? undefined;
  const resolved = resolve({ query, documentId, extensions });
  const changed = new URLSearchParams(searchParams);
  changed.delete('documentId');
  if (typeof resolved.query === 'string') changed.set('query', resolved.query);
  if (resolved.extensions !== undefined) changed.set('extensions', JSON.stringify(resolved.extensions));
  return `?${changed}`;
}

/** Aborts when the client goes away before it has its answer. */
function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(hubError('CANCELLED'));
  });
  return gone.signal;
}

function headerPairs({ headers }: IncomingMessage): readonly (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
