import type { Server } from 'node:http';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Caller } from '#protocol/caller';
import type { Context } from '../identity/context.js';
import type { Verify } from '../identity/verify.js';

export interface WsParts {
  readonly schema: GraphQLSchema;
  readonly verify: Verify;
  readonly contextFor: (caller: Caller) => Context;
}

/**
 * Subscriptions over graphql-ws on `/graphql`. The connection belongs to a hub process (`connectionParams`); each
 * operation carries the signed caller for whom it is in `extensions.authorization`.
 */
export function serveSubscriptions(server: Server, { schema, verify, contextFor }: WsParts): AsyncDisposable {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: 256 * 1024 });
  const { dispose } = useServer(
    {
      schema,
      async onConnect({ connectionParams }) {
        const caller = await verify(bearer(connectionParams)).catch(() => undefined);
        return caller?.kind === 'system';
      },
      async onSubscribe(_, __, payload) {
        const caller = await verify(bearer(payload.extensions)).catch(() => undefined);
        if (caller) return undefined;
        const extensions = { code: 'UNAUTHENTICATED' };
        return [new GraphQLError('A caller signed by the hub is required', { extensions })];
      },
      async context(_, __, payload) {
        return contextFor(await verify(bearer(payload.extensions))) as Context & Record<PropertyKey, unknown>;
      },
    },
    sockets,
  );
  return {
    async [Symbol.asyncDispose]() {
      await dispose();
      sockets.close();
    },
  };
}

function bearer(from: Record<string, unknown> | null | undefined): string | undefined {
  const value = from?.['authorization'];
  return typeof value === 'string' ? value : undefined;
}
