import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { GraphqlAnswer } from './toy-gateway.js';

/** A question over graphql-ws, on a socket of its own: the first answer, or why there is none. */
export function overWs(
  url: string,
  query: string,
  {
    variables,
    connectionParams = {},
  }: { readonly variables?: Record<string, unknown>; readonly connectionParams?: Record<string, unknown> } = {},
): Promise<Pick<GraphqlAnswer, 'data' | 'errors'>> {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
  });
  return new Promise<Pick<GraphqlAnswer, 'data' | 'errors'>>((resolve, reject) => {
    client.subscribe(
      { query, variables: variables ?? null },
      {
        next: (answer) => resolve(answer as Pick<GraphqlAnswer, 'data' | 'errors'>),
        error: (errors) => (Array.isArray(errors) ? resolve({ errors }) : reject(errors as Error)),
        complete: () => undefined,
      },
    );
  }).finally(() => client.dispose());
}
