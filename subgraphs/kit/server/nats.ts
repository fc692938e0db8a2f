import { connect } from '@nats-io/transport-node';
import { makeServer, type ServerOptions } from 'graphql-ws';
import type { Logger } from 'pino';
import { keepTrying } from '#lib/keep-trying';
import { acceptSockets } from '#lib/nats-socket/accept';
import type { NatsSocket } from '#lib/nats-socket/nats-socket';
import { type EventsAddress, natsServer, socketDoor } from '#protocol/events-url';
import { MAX_LIVE_MESSAGE_BYTES } from './live.js';

export interface NatsParts {
  readonly subgraph: string;
  readonly events: EventsAddress;
  readonly live: ServerOptions;
  readonly log: Logger;
}

/** One for each gateway process; gateways share them. */
const MAX_SOCKETS = 1000;

/** Subscriptions over the server of `HUB_EVENTS`, for gateways that find the subgraph there, until the signal aborts; recovers from every failure. */
export async function serveNatsSockets({ subgraph, events, live, log }: NatsParts, signal: AbortSignal): Promise<void> {
  const server = makeServer(live);
  await keepTrying(
    {
      async work(gotSomewhere) {
        const connection = await connect({
          ...natsServer(events),
          reconnect: false,
          timeout: 3000,
          pingInterval: 5000,
          maxPingOut: 2,
        });
        gotSomewhere();
        using accepting = acceptSockets({
          connection,
          door: socketDoor(events.name, subgraph),
          maxSockets: MAX_SOCKETS,
          maxMessageBytes: MAX_LIVE_MESSAGE_BYTES,
          onSocket: (socket, protocol) => serve(server, { socket, protocol }),
        });
        const stop = () => {
          accepting[Symbol.dispose]();
          void connection.drain();
        };
        signal.addEventListener('abort', stop, { once: true });
        if (signal.aborted) stop();
        const lost = await connection.closed();
        signal.removeEventListener('abort', stop);
        if (!signal.aborted) throw lost ?? new Error('the server closed the connection');
      },
      onFailure(error, before) {
        if (before === 0) {
          log.warn({ reason: (error as Error).message }, 'gateways cannot subscribe over NATS; trying again');
        }
      },
    },
    signal,
  );
}

function serve(
  server: ReturnType<typeof makeServer>,
  { socket, protocol }: { readonly socket: NatsSocket; readonly protocol: string },
): void {
  let hear: (text: string) => Promise<void> = async () => undefined;
  const closed = server.opened(
    {
      protocol,
      send: (text) => socket.send(text),
      close: (code = 1000, reason = '') => socket.close(code, reason),
      onMessage(listener) {
        hear = listener;
      },
    },
    {},
  );
  socket.onMessage = (text) => {
    hear(text).catch(() => socket.close(4500, 'Internal error'));
  };
  socket.onClose = (code, reason) => void closed(code, reason);
}
