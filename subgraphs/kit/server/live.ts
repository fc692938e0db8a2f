import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import type { Caller } from '#protocol/caller';
import type { Context } from '../identity/context.js';
import type { Verify } from '../identity/verify.js';

export interface LiveParts {
  readonly schema: GraphQLSchema;
  readonly verify: Verify;
  readonly contextFor: (caller: Caller) => Context;
}

/** Largest message that a hub process may send to a subgraph over graphql-ws (bytes). */
export const MAX_LIVE_MESSAGE_BYTES = 256 * 1024;

/**
 * How subscriptions are answered over graphql-ws, whatever carries it. The connection belongs to a hub process
 * (`connectionParams`); each operation carries the signed caller for whom it is in `extensions.authorization`.
 */
export function answerSubscriptions({ schema, verify, contextFor }: LiveParts): ServerOptions {
  return {
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
  };
}

function bearer(from: Record<string, unknown> | null | undefined): string | undefined {
  const value = from?.['authorization'];
  return typeof value === 'string' ? value : undefined;
}
