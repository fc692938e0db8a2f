import type { Server } from 'node:http';
import type { ServerOptions } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { MAX_LIVE_MESSAGE_BYTES } from './live.js';

/** Subscriptions over WebSockets on `/graphql`. */
export function serveWebSockets(server: Server, live: ServerOptions): AsyncDisposable {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MAX_LIVE_MESSAGE_BYTES });
  const { dispose } = useServer(live, sockets);
  return {
    async [Symbol.asyncDispose]() {
      await dispose();
      sockets.close();
    },
  };
}
