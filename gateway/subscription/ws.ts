import type { Server } from 'node:http';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { type Context as Connection, CloseCode } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { hubError, toClientError } from '../errors.js';
import { withPurpose } from '../request/declared-purpose.js';
import { checkPurpose, traceparentFrom } from '../request/headers.js';
import type { Logger } from '../observe/logger.js';
import type { Metrics } from '../observe/metrics.js';
import {
  type AcceptOperation,
  type Authenticate,
  expiryOf,
  type Identity,
  type Operation,
  type Result,
} from '../operation.js';
import type { Pipeline } from '../pipeline.js';
import type { Answers, LiveStreams } from './live-streams.js';
import { Turns } from './turns.js';
import { ClientSocket, heard, readyPayload, watchSockets } from './client-socket.js';

export interface WsParts {
  readonly server: Server;
  readonly pipeline: Pick<Pipeline, 'execute'>;
  readonly live: Pick<LiveStreams, 'open'>;
  readonly accept: AcceptOperation;
  readonly authenticate: Authenticate;
  readonly requestIdOf: (request: Extra['request']) => string;
  readonly purposeOf: (request: Extra['request']) => string | undefined;
  readonly apiSchema: () => GraphQLSchema;
  readonly maxMessageBytes: number;
  /** Operations that one socket may have open. */
  readonly maxPerSocket: number;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** Close code for a listener that takes events too slowly; graphql-ws clients may connect again after it. */
export const CLOSE_FELL_BEHIND = 4413;
/** Streams of one socket whose events go out at once; those of any more wait until others had their turn. */
const AT_ONCE_PER_SOCKET = 16;
/** A client is pinged so often, and is gone when it did not answer until the next time. */
const KEEP_ALIVE_MS = 12_000;
/** On a stop, clients get this long to close their side. */
const FAREWELL_MS = 2000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Under this a result has its text, which is sent instead of it. */
const TEXT = Symbol('text');

/** What the library hands on from the start of an operation to its execution. */
interface Accepted {
  readonly operation: Operation;
  readonly isCrowded: boolean;
}

interface Session {
  readonly identity: Identity;
  readonly left: AbortController;
}

export interface WsServer extends AsyncDisposable {
  /** Closes the sockets whose token does not count any more, with 4401 `TOKEN_REVOKED`. */
  endIf(isRevoked: (identity: Identity) => boolean): void;
}

/** graphql-transport-ws on `/graphql`: subscriptions, and queries and mutations too. The token is checked on connect. */
export function serveWs(parts: WsParts): WsServer {
  const { pipeline, accept, log } = parts;
  const turns = new Turns();
  const sockets = new WebSocketServer<typeof ClientSocket>({
    server: parts.server,
    path: '/graphql',
    maxPayload: parts.maxMessageBytes,
    WebSocket: ClientSocket,
  });
  const sessions = new WeakMap<Extra['socket'], Session>();
  const masked = (requestId: string) => (cause: unknown) =>
    log.error({ requestId, err: cause }, 'an operation over ws failed');
  const { dispose } = useServer(
    {
      async onConnect(connection) {
        const { socket, request } = connection.extra;
        try {
          const identity = await parts.authenticate(
            credential(connection),
            parts.requestIdOf(request),
            declaredPurpose(connection) ?? parts.purposeOf(request),
          );
          sessions.set(socket, openSession(socket, identity));
          return true;
        } catch (error) {
          parts.metrics.refused('UNAUTHENTICATED');
          socket.close(CloseCode.Unauthorized, error instanceof GraphQLError ? error.message : 'Unauthorized');
          return false;
        }
      },
      async onSubscribe({ extra, subscriptions }, _, payload) {
        const session = sessions.get(extra.socket);
        if (!session) return [hubError('UNAUTHENTICATED')];
        const requestId = parts.requestIdOf(extra.request);
        // The one that is asked for is among them.
        const open = Object.keys(subscriptions).length;
        if (open > parts.maxPerSocket) {
          return [hubError('OVERLOADED', undefined, { reference: requestId, more: { limit: parts.maxPerSocket } })];
        }
        const fellBehind = (cursor: string | undefined) =>
          extra.socket.close(CLOSE_FELL_BEHIND, cursor === undefined ? 'FELL_BEHIND' : `FELL_BEHIND ${cursor}`);
        let identity: Identity;
        try {
          identity = withPurpose(withRequestId(session.identity, requestId), payload.extensions);
        } catch (error) {
          return [error as GraphQLError];
        }
        const accepted = await accept(payload, {
          identity,
          requestId,
          signal: session.left.signal,
          fellBehind,
          traceparent: traceparentFrom(extra.request.headers),
        });
        if (!('document' in accepted)) return [...accepted];
        const { document, operationName } = accepted;
        const contextValue: Accepted = { operation: accepted, isCrowded: open > AT_ONCE_PER_SOCKET };
        return { schema: parts.apiSchema(), document, operationName: operationName ?? null, contextValue };
      },
      async execute({ contextValue }) {
        const { operation } = contextValue as Accepted;
        return pipeline
          .execute(operation)
          .then(asExecutionResult)
          .catch((error: unknown) => failed(error, operation.requestId, masked(operation.requestId)));
      },
      async subscribe({ contextValue }) {
        const { operation, isCrowded } = contextValue as Accepted;
        const answers = await parts.live.open(operation);
        if (!(Symbol.asyncIterator in answers)) return asExecutionResult(answers);
        return new Counted(answers, parts.metrics, isCrowded ? turns : undefined);
      },
      onNext: (_, __, ___, ____, result) => (TEXT in result ? readyPayload(result[TEXT] as string) : undefined),
      onError: (_, id, __, errors) =>
        errors.map((error) => toClientError(error instanceof GraphQLError ? error : undefined, id, masked(id))),
      isProd: true,
    },
    sockets,
    // One timer for all instead of two for each.
    0,
  );
  const watching = watchSockets(sockets.clients, KEEP_ALIVE_MS);
  const onError = function (this: ClientSocket, error: Error & { code?: string }) {
    log.info({ reason: error.message }, 'a socket failed');
    if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') this.hearNoMore(FAREWELL_MS);
  };
  // The library would print what a client did wrong; the socket closes itself with the code for it.
  sockets.on('connection', (socket) => {
    socket
      .removeAllListeners('error')
      .on('error', onError as (error: Error) => void)
      .on('pong', heard as () => void);
  });
  return {
    endIf(isRevoked) {
      for (const socket of sockets.clients) {
        const session = sessions.get(socket);
        if (session && isRevoked(session.identity)) socket.close(CloseCode.Unauthorized, 'TOKEN_REVOKED');
      }
    },
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      const impatient = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), FAREWELL_MS);
      await dispose();
      clearTimeout(impatient);
    },
  };
}

function openSession(socket: Extra['socket'], identity: Identity): Session {
  const left = new AbortController();
  const end = expiryOf(identity);
  const close = () => socket.close(CloseCode.Unauthorized, 'TOKEN_EXPIRED');
  const expiry = end === undefined ? undefined : setTimeout(close, Math.min(end - Date.now(), LONGEST_TIMER_MS));
  socket.once('close', () => {
    clearTimeout(expiry);
    left.abort(hubError('CANCELLED'));
  });
  return { identity, left };
}

/** From the connection's parameters, as browsers must, or from the header of the upgrade. */
function credential({
  connectionParams,
  extra,
}: Connection<Record<string, unknown> | undefined, Extra>): string | undefined {
  const given = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
  return typeof given === 'string' ? given : extra.request.headers.authorization;
}

/** Browsers cannot set headers on an upgrade. */
function declaredPurpose({
  connectionParams,
}: Connection<Record<string, unknown> | undefined, Extra>): string | undefined {
  const given = connectionParams?.['purpose'];
  if (given === undefined || given === null) return undefined;
  if (typeof given !== 'string') throw hubError('BAD_REQUEST', 'The connection parameter "purpose" must be text.');
  return given === '' ? undefined : checkPurpose(given);
}

function withRequestId(identity: Identity, requestId: string): Identity {
  return identity.kind === 'caller' ? { ...identity, caller: { ...identity.caller, requestId } } : identity;
}

function failed(error: unknown, requestId: string, log: (cause: unknown) => void): ExecutionResult {
  const { message, extensions } = toClientError(error, requestId, log);
  return { errors: [new GraphQLError(message, { extensions: extensions ?? null })] };
}

function asExecutionResult({ data, errors }: Result): ExecutionResult {
  return {
    ...(data && (JSON.parse(data.toString('utf8')) as Pick<ExecutionResult, 'data'>)),
    ...(errors.length > 0 && { errors }),
  };
}

/** Answers as the library takes them, counted. */
class Counted implements AsyncIterableIterator<ExecutionResult, undefined, undefined> {
  #isOpen = true;

  constructor(
    private readonly answers: Answers,
    private readonly metrics: Metrics,
    private readonly turns: Turns | undefined,
  ) {
    metrics.subscriptionOpened('ws');
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    try {
      const answer = await this.answers.next();
      if (answer.done === true) {
        this.#close();
        return answer;
      }
      if (this.turns) await this.turns.next();
      this.metrics.event('ws');
      return { done: false, value: { [TEXT]: answer.value.text } as ExecutionResult };
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#close();
    await this.answers.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #close(): void {
    if (this.#isOpen) this.metrics.subscriptionClosed('ws');
    this.#isOpen = false;
  }
}
