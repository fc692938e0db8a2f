import { askAtDoor, dial } from '#lib/nats-socket/dial';
import { BROKEN, type NatsSocket } from '#lib/nats-socket/nats-socket';
import { socketDoor } from '#protocol/events-url';
import type { EventsServer } from '../events-server.js';

const SCHEME = 'nats:';
/** A message of a subgraph: many events, or one with large fields. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
const STATES = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;

/** What a client of graphql-ws needs of a WebSocket. */
export interface ClientSocket {
  readonly readyState: number;
  onopen: ((event: unknown) => void) | null;
  onmessage: ((event: { readonly data: string }) => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string; readonly wasClean: boolean }) => void) | null;
  onerror: ((event: unknown) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  terminate(): void;
}

/** Sockets to subgraphs through the server of `HUB_EVENTS`, for those that wait there. */
export class NatsWebSockets {
  readonly #open = new Set<NatsWebSocket>();

  constructor(
    private readonly events: EventsServer,
    private readonly timeoutMs: number,
  ) {
    events.onDown(() => {
      for (const socket of this.#open) socket.terminate();
    });
  }

  /** Those that are open now, or about to be. */
  get size(): number {
    return this.#open.size;
  }

  /** The address of a process of the subgraph that is alive; undefined: none can be reached this way. */
  async find(subgraph: string): Promise<string | undefined> {
    const { connection, name } = this.events;
    const at = connection && (await askAtDoor(connection, socketDoor(name, subgraph), this.timeoutMs));
    return at === undefined ? undefined : `${SCHEME}${at}`;
  }

  /** Undefined when the address is none that `find` found. */
  open(address: string, protocol: string): ClientSocket | undefined {
    if (!address.startsWith(SCHEME)) return undefined;
    const socket = new NatsWebSocket(() => this.#open.delete(socket));
    this.#open.add(socket);
    const { connection } = this.events;
    if (!connection) {
      setImmediate(() => socket.closed(BROKEN, 'the server of HUB_EVENTS is away'));
      return socket;
    }
    dial({
      connection,
      at: address.slice(SCHEME.length),
      protocol,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      timeoutMs: this.timeoutMs,
      onOpen: (line) => socket.opened(line),
      onRefused: (code, reason) => socket.closed(code, reason),
    });
    return socket;
  }
}

/** A socket over NATS that looks like a WebSocket. */
class NatsWebSocket implements ClientSocket {
  onopen: ClientSocket['onopen'] = null;
  onmessage: ClientSocket['onmessage'] = null;
  onclose: ClientSocket['onclose'] = null;
  onerror: ClientSocket['onerror'] = null;
  #state: number = STATES.CONNECTING;
  #line: NatsSocket | undefined;

  constructor(private readonly onOver: () => void) {}

  get readyState(): number {
    return this.#state;
  }

  opened(line: NatsSocket): void {
    if (this.#state !== STATES.CONNECTING) return line.close(1000, '');
    this.#line = line;
    this.#state = STATES.OPEN;
    line.onMessage = (data) => this.onmessage?.({ data });
    line.onClose = (code, reason) => this.closed(code, reason);
    return this.onopen?.({});
  }

  closed(code: number, reason: string): void {
    if (this.#state === STATES.CLOSED) return;
    this.#state = STATES.CLOSED;
    this.onOver();
    this.onclose?.({ code, reason, wasClean: code !== BROKEN });
  }

  send(text: string): void {
    // It waits for room by itself, and what a gateway says is little.
    void this.#line?.send(text);
  }

  close(code = 1000, reason = ''): void {
    this.#line?.close(code, reason);
    this.closed(code, reason);
  }

  terminate(): void {
    this.close(BROKEN, 'terminated');
  }
}

/** The class that a client of graphql-ws wants, with sockets that `open` makes. */
export function socketClass(open: (address: string, protocol: string) => ClientSocket): object {
  class Opened {
    static readonly CONNECTING = STATES.CONNECTING;
    static readonly OPEN = STATES.OPEN;
    static readonly CLOSING = STATES.CLOSING;
    static readonly CLOSED = STATES.CLOSED;

    constructor(address: string, protocol: string) {
      return open(address, protocol);
    }
  }
  return Opened;
}
