import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Caller } from '#protocol/caller';
import { signCaller } from '#protocol/hub-token';
import type { TestDepartment, TestKeys } from '../../subgraph.js';

export interface SeenEvent {
  readonly id: string;
  readonly type: string;
  readonly subjectKey: string;
  readonly cursor: string;
}

export interface FeedListener<Event> extends Disposable {
  readonly events: readonly Event[];
  /** Errors with which the subscription ended. */
  readonly errors: readonly unknown[];
  stop(): void;
}

/** Listens to the exchange's feed as the gateway does. */
export function listenTo(
  exchange: TestDepartment,
  keys: TestKeys,
  caller: Caller,
  variables: Record<string, unknown>,
): Promise<FeedListener<SeenEvent>> {
  const query =
    'subscription ($filter: ActivityFilter, $after: String) { activityFeed(filter: $filter, after: $after) { id type subjectKey cursor } }';
  return subscribeTo<SeenEvent>({ exchange, keys, caller }, query, variables);
}

/** Any subscription of the exchange with one root field. */
export async function subscribeTo<Event>(
  { exchange, keys, caller }: { readonly exchange: TestDepartment; readonly keys: TestKeys; readonly caller: Caller },
  query: string,
  variables: Record<string, unknown> = {},
): Promise<FeedListener<Event>> {
  const token = (of: Caller) => signCaller({ kid: 'test', key: keys.privateKey }, of, 'exchange');
  const system: Caller = { kind: 'system', service: 'gateway', requestId: 'test', roles: [] };
  const connected = Promise.withResolvers<void>();
  const client = createClient({
    url: `${exchange.subgraph.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: true,
    retryAttempts: 0,
    on: { connected: () => connected.resolve() },
    connectionParams: async () => ({ authorization: `Bearer ${await token(system)}` }),
  });
  const events: Event[] = [];
  const errors: unknown[] = [];
  const extensions = { authorization: `Bearer ${await token(caller)}` };
  const stop = client.subscribe<Record<string, Event>>(
    { query, variables, extensions },
    {
      next({ data, errors: reasons }) {
        const event = data && Object.values(data)[0];
        if (event !== undefined && event !== null) events.push(event);
        if (reasons) errors.push(reasons);
      },
      error: (error) => errors.push(error),
      complete: () => undefined,
    },
  );
  await connected.promise;
  return { events, errors, stop, [Symbol.dispose]: () => void client.dispose() };
}
