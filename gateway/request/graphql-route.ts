import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerBuffers } from '../project/answer-buffers.js';
import type { Arrival, Authenticate, Identity, OperationRequest } from '../operation.js';
import type { ApolloFront } from './apollo-server.js';
import { readJson } from './body.js';
import { encodeFor } from './content-encoding.js';
import { hubError } from '../errors.js';
import { withPurpose } from './declared-purpose.js';
import { lastEventIdFrom, purposeFrom, traceparentFrom } from './headers.js';
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
    const known = await authenticate(request.headers.authorization, requestId, purposeFrom(request.headers));
    const body = request.method === 'POST' ? await readJson(request, maxBodyBytes) : undefined;
    const identity = withPurpose(known, isObject(body) ? body['extensions'] : extensionsOf(url));
    if (request.headers.accept === 'text/event-stream') {
      const arrival = {
        identity,
        requestId,
        lastEventId: lastEventIdFrom(request.headers),
        traceparent: traceparentFrom(request.headers),
      };
      if (request.method === 'POST' && isObject(body)) {
        return stream(body, arrival, response);
      }
      // As browsers do it by themselves.
      if (request.method === 'GET') return stream(asked(url), arrival, response);
      throw hubError('BAD_REQUEST', 'A stream is asked for by GET, or by POST with a JSON body.', { status: 400 });
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
    // Nobody else has it: not before the last byte has left, or was encoded.
    if (bytes === made) response.once('finish', () => answerBuffers.giveBack(made));
    else answerBuffers.giveBack(made);
    response.setHeader('vary', 'Accept-Encoding');
    if (encoding !== undefined) response.setHeader('content-encoding', encoding);
    response.writeHead(answer.status, { 'content-length': bytes.length }).end(bytes);
  };
}

/** Of an address; what is no JSON is refused where it is used. */
function extensionsOf({ searchParams }: URL): unknown {
  const given = searchParams.get('extensions');
  if (given === null) return undefined;
  try {
    return JSON.parse(given) as unknown;
  } catch {
    return undefined;
  }
}

/** The query of an address, with the text of the document that it names. */
function named(url: URL, resolve: (request: OperationRequest) => OperationRequest): string {
  const { search, searchParams } = url;
  const extensions = extensionsOf(url);
  if (extensions === undefined && searchParams.has('extensions')) return search;
  const documentId = searchParams.get('documentId') ?? undefined;
  const query = searchParams.get('query') ?? undefined;
  const resolved = resolve({ query, documentId, extensions });
  const changed = new URLSearchParams(searchParams);
  changed.delete('documentId');
  if (typeof resolved.query === 'string') changed.set('query', resolved.query);
  if (resolved.extensions !== undefined) changed.set('extensions', JSON.stringify(resolved.extensions));
  return `?${changed}`;
}

/** The operation that an address names. Throws HubError when its variables are not JSON. */
function asked({ searchParams }: URL): OperationRequest {
  const json = (name: string): unknown => {
    const text = searchParams.get(name);
    if (text === null || text === '') return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw hubError('BAD_REQUEST', `${name} is not JSON.`, { status: 400 });
    }
  };
  const text = (name: string) => searchParams.get(name) ?? undefined;
  return {
    query: text('query'),
    operationName: text('operationName'),
    documentId: text('documentId'),
    variables: json('variables'),
    extensions: json('extensions'),
  };
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
