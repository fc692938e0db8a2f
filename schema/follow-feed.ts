import { type Client, createClient, type CloseCode } from 'graphql-ws';

/** An error as the hub tells it. */
export interface FeedError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

export interface FollowFeedOptions<Event> {
  /** The gateway, `http://host:port` without a path; or one of several, asked for each connection: a place holds at all. */
  readonly url: string | (() => string);
  /** An outside token, or how to get one; asked again for each connection. */
  readonly token: string | (() => Promise<string>);
  /** A subscription with one root field that takes `$after: String` and selects `cursor`. */
  readonly query: string;
  /** Its other variables. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** The place after which to begin; undefined: what happens from now on. */
  readonly after?: string | undefined;
  /** Called for each event, in order; `errors` has what is missing in it. */
  readonly onEvent: (event: Event & { readonly cursor: string }, errors: readonly FeedError[]) => void;
  /** Called when events are no longer there; it goes on after them. */
  readonly onGap?: ((error: FeedError) => void) | undefined;
  /** Called when it cannot go on: the place or the token is refused, or the query does not fit. */
  readonly onEnd?: ((error: FeedError) => void) | undefined;
  /** Called with each interruption after which it tries again. */
  readonly onInterruption?: ((reason: string) => void) | undefined;
  /** A WebSocket class where there is no global one. */
  readonly webSocket?: unknown;
}

/** Stops it. */
export interface FollowedFeed extends Disposable {
  /** The place of the last event, for a later `after`. */
  readonly cursor: string | undefined;
  /** Breaks the connection, as a network does; it is made again. */
  interrupt(): void;
}

const MIN_PAUSE_MS = 100;
const MAX_PAUSE_MS = 10_000;
/** Errors after which trying again with the same place makes no sense; everything else passes. */
const FINAL = new Set([
  'CURSOR_INVALID',
  'CURSOR_EXPIRED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'DENIED',
  'NOT_TRUSTED',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
]);
const UNAUTHORIZED: CloseCode = 4401;

/**
 * Follows a feed of the hub through every interruption without a gap or a repeat: it remembers the place of the last
 * event, connects again with growing pauses that differ from client to client, and goes on from there.
 */
export function followFeed<Event>(options: FollowFeedOptions<Event>): FollowedFeed {
  const follower = new Follower(options);
  void follower.run();
  return follower;
}

class Follower<Event> implements FollowedFeed {
  cursor: string | undefined;
  #client: Client | undefined;
  #isStopped = false;
  #isOpen = false;
  #failures = 0;
  #wake: (() => void) | undefined;

  constructor(private readonly options: FollowFeedOptions<Event>) {
    this.cursor = options.after;
  }

  async run(): Promise<void> {
    while (!this.#isStopped) {
      const end = await this.#connect();
      if (this.#isStopped) return;
      if (end && this.#isFinal(end)) return this.options.onEnd?.(end);
      this.options.onInterruption?.(end?.message ?? 'the connection was lost');
      await this.#pause();
    }
  }

  interrupt(): void {
    // A socket that is not open yet cannot be broken.
    if (this.#isOpen) this.#client?.terminate();
  }

  [Symbol.dispose](): void {
    this.#isStopped = true;
    void this.#client?.dispose();
    this.interrupt();
    this.#wake?.();
  }

  /** One connection, until it ends; answers why the hub ended it. */
  async #connect(): Promise<FeedError | undefined> {
    const { url, token, webSocket } = this.options;
    const client = createClient({
      url: `${(typeof url === 'string' ? url : url()).replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: webSocket,
      lazy: true,
      lazyCloseTimeout: 0,
      retryAttempts: 0,
      on: {
        connected: () => (this.#isOpen = true),
        closed: () => (this.#isOpen = false),
      },
      // A connection of which nothing is heard is no connection.
      keepAlive: 10_000,
      connectionParams: async () => ({
        authorization: `Bearer ${typeof token === 'string' ? token : await token()}`,
      }),
    });
    this.#client = client;
    try {
      this.cursor ??= await placeOfNow(client);
      return await this.#subscribe(client);
    } catch (error) {
      return errorOf(error);
    } finally {
      await client.dispose();
    }
  }

  #subscribe(client: Client): Promise<FeedError | undefined> {
    const { query, variables, onEvent } = this.options;
    return new Promise((resolve) => {
      client.subscribe<Record<string, Event & { readonly cursor: string }>>(
        { query, variables: { ...variables, after: this.cursor } },
        {
          next: ({ data, errors }) => {
            const event = data && Object.values(data)[0];
            const [error] = errors ?? [];
            if (!event) return error && resolve(error);
            this.#failures = 0;
            this.cursor = event.cursor;
            if (!this.#isStopped) onEvent(event, errors ?? []);
          },
          error: (error) => resolve(errorOf(error)),
          complete: () => resolve(undefined),
        },
      );
    });
  }

  /** Takes from an error where to go on. */
  #isFinal({ message, extensions }: FeedError): boolean {
    const { code, restart } = extensions ?? {};
    if (code !== 'FEED_GAP' || typeof restart !== 'string') return FINAL.has(String(code));
    this.options.onGap?.({ message, extensions: extensions ?? null });
    this.cursor = restart;
    return false;
  }

  async #pause(): Promise<void> {
    const longest = Math.min(MAX_PAUSE_MS, MIN_PAUSE_MS * 2 ** this.#failures++);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, longest / 2 + Math.random() * (longest / 2));
    await promise;
    clearTimeout(timer);
  }
}

/** So that nothing is lost that happens before the first event. */
async function placeOfNow(client: Client): Promise<string> {
  for await (const { data, errors } of client.iterate<{ activityCursor?: string }>({ query: '{ activityCursor }' })) {
    if (data?.activityCursor !== undefined) return data.activityCursor;
    throw errors ?? new Error('the hub did not say where its feed is');
  }
  throw new Error('the connection was lost');
}

function errorOf(error: unknown): FeedError {
  if (Array.isArray(error)) return error[0] as FeedError;
  const { code, reason, message } = error as { code?: unknown; reason?: string; message?: string };
  if (code === UNAUTHORIZED) return { message: reason ?? 'unauthorized', extensions: { code: 'UNAUTHENTICATED' } };
  return { message: reason || message || String(code ?? 'the connection was lost') };
}
