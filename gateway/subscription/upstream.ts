import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { type HubError, hubError, HubError as ClientError } from '../errors.js';
import type { Logger } from '../observe/logger.js';
import type { Authorize, Identity, Operation } from '../operation.js';
import type { OpenUpstream } from '../pipeline.js';
import { EventQueue } from './event-queue.js';
import { type ClientSocket, type NatsWebSockets, socketClass } from './nats-web-socket.js';

export interface UpstreamParts {
  /** GraphQL addresses by subgraph. */
  readonly urls: ReadonlyMap<string, string>;
  readonly authorize: Authorize;
  /** On whose behalf sockets are opened; undefined: on behalf of each client, so one socket per credential. */
  readonly own: (() => Identity) | undefined;
  /** Another way to subgraphs, tried first, for the gateway's own sockets. */
  readonly overNats: NatsWebSockets | undefined;
  readonly maxWaitingEvents: number;
  readonly connectTimeoutMs: number;
  /** What a client may see of a subgraph's error. */
  readonly showError: (
    error: { message: string; path: undefined; extensions: Readonly<Record<string, unknown>> },
    subgraph: string,
  ) => { code: string; message: string; extensions?: Readonly<Record<string, unknown>> | undefined };
  readonly log: Logger;
}

interface Socket {
  readonly key: string;
  readonly client: Client;
  users: number;
}

/** Events of one subscription upstream. */
class UpstreamQueue extends EventQueue<unknown> {
  constructor(
    max: number,
    private readonly on: { readonly ended: () => void; readonly fellBehind: () => void },
  ) {
    super({ max });
  }

  protected override ended(): void {
    this.on.ended();
  }

  protected override fellBehind(): void {
    this.on.fellBehind();
  }
}

const KEEP_ALIVE_MS = 10_000;
const PONG_WAIT_MS = 5000;
/** A socket without listeners stays open this long, for those who come back. */
const IDLE_MS = 3000;

/** Subscriptions to subgraphs over graphql-ws: many listeners on one socket per subgraph, over NATS where the subgraph waits there. */
export class Upstreams implements AsyncDisposable {
  readonly #sockets = new Map<string, Socket>();
  #open = 0;

  constructor(private readonly parts: UpstreamParts) {}

  /** Subscriptions that are open, or about to be. */
  get size(): number {
    return this.#open;
  }

  readonly open: OpenUpstream = (node, variables, operation) => {
    const { subgraph } = node;
    const socket = this.#socketFor(subgraph, operation.identity);
    socket.users++;
    this.#open++;
    let stop: (() => void) | undefined;
    let over = false;
    const queue = new UpstreamQueue(this.parts.maxWaitingEvents, {
      ended: () => {
        over = true;
        this.#open--;
        stop?.();
        this.#release(socket);
      },
      fellBehind: () => operation.fellBehind?.(undefined),
    });
    const subscribe = async () => {
      const authorization = await this.parts.authorize(operation.identity, subgraph);
      if (over) return;
      stop = socket.client.subscribe(
        {
          query: node.request.text,
          operationName: node.request.name ?? null,
          variables,
          ...(authorization !== undefined && { extensions: { authorization } }),
        },
        {
          next: (event) => {
            // Without data it is no event: the subscription could not be opened.
            if (event.data === undefined && event.errors) queue.end(this.#ended(event.errors, subgraph, operation));
            else queue.push(event);
          },
          complete: () => queue.end(),
          error: (reason) => queue.end(this.#ended(reason, subgraph, operation)),
        },
      );
    };
    subscribe().catch((error: unknown) => queue.end(error));
    return queue;
  };

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { client } of this.#sockets.values()) await client.dispose();
    this.#sockets.clear();
  }

  #socketFor(subgraph: string, identity: Identity): Socket {
    const key = this.#key(subgraph, identity);
    let socket = this.#sockets.get(key);
    if (!socket) {
      socket = { key, client: this.#connect(subgraph, identity), users: 0 };
      this.#sockets.set(key, socket);
    }
    return socket;
  }

  /** A client's own socket goes with its last listener; the gateway's own stay, one per subgraph. */
  #release(socket: Socket): void {
    socket.users--;
    if (socket.users > 0 || this.parts.own) return;
    this.#sockets.delete(socket.key);
    void socket.client.dispose();
  }

  #key(subgraph: string, identity: Identity): string {
    const url = this.parts.urls.get(subgraph);
    if (this.parts.own) return JSON.stringify([subgraph, url]);
    return JSON.stringify([subgraph, url, identity.kind === 'forwarded' ? identity.authorization : undefined]);
  }

  #connect(subgraph: string, identity: Identity): Client {
    const { urls, authorize, own, connectTimeoutMs } = this.parts;
    const url = (urls.get(subgraph) ?? '').replace(/^http/, 'ws');
    const overNats = own && this.parts.overNats;
    const forwarded = identity.kind === 'forwarded' ? identity.authorization : undefined;
    const headers = own || forwarded === undefined ? {} : { authorization: forwarded };
    let pongWait: NodeJS.Timeout | undefined;
    let open: { terminate(): void } | undefined;
    return createClient({
      url: async () => (await overNats?.find(subgraph)) ?? url,
      webSocketImpl: socketClass(
        (address, protocol) =>
          overNats?.open(address, protocol) ??
          (new WebSocket(address, protocol, { handshakeTimeout: connectTimeoutMs, headers }) as ClientSocket),
      ),
      connectionParams: async () => {
        const authorization = await authorize(own ? own() : identity, subgraph);
        return authorization === undefined ? {} : { authorization };
      },
      lazy: true,
      lazyCloseTimeout: own ? IDLE_MS : 0,
      retryAttempts: 0,
      keepAlive: KEEP_ALIVE_MS,
      on: {
        opened: (socket) => {
          open = socket as ClientSocket;
        },
        ping: (received) => {
          if (!received) pongWait = setTimeout(() => open?.terminate(), PONG_WAIT_MS);
        },
        pong: () => clearTimeout(pongWait),
        closed: () => clearTimeout(pongWait),
      },
    });
  }

  #ended(reason: unknown, subgraph: string, { requestId }: Operation): HubError {
    const details = { department: subgraph, reference: requestId };
    const [first] = Array.isArray(reason)
      ? (reason as { message: string; extensions?: Readonly<Record<string, unknown>> | null }[])
      : [];
    if (first) {
      const { code, message, extensions } = this.parts.showError(
        { message: first.message, path: undefined, extensions: first.extensions ?? {} },
        subgraph,
      );
      return new ClientError(code, message, { ...details, more: extensions });
    }
    const closed = reason as { code?: number; reason?: string; message?: string };
    this.parts.log.warn(
      { requestId, subgraph, code: closed.code, reason: closed.reason ?? closed.message },
      'subscription lost its subgraph',
    );
    return hubError('DOWN', undefined, details);
  }
}
