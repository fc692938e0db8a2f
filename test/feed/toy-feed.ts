import { once, EventEmitter } from 'node:events';
import type { engineDefaults } from '../../gateway/config.js';
import { type RunningGraph, startGraph } from '../gateway/any-graph.js';

const FEED = `
  extend schema @link(url: "https://specs.liandong.hub/feed/v1.0", import: ["@feed"]) @composeDirective(name: "@feed")
  directive @feed(cursor: String!, after: String!, now: String!, subject: [String!]! = [], slow: String) on FIELD_DEFINITION
  type Query { now: String! }
  enum Slow { CLOSE COALESCE WAIT }
  type Subscription {
    ticks(from: String, slow: Slow, only: String): Tick!
      @feed(cursor: "place", after: "from", now: "now", subject: ["thing"], slow: "slow")
  }
  type Tick { place: String! thing: String! number: Int! text: String! owner: Owner }
  type Owner @key(fields: "id", resolvable: false) { id: ID! }
`;

const OWNERS = `
  type Query { owner(id: ID!): Owner }
  type Owner @key(fields: "id") { id: ID! name: String! }
`;

interface Tick {
  readonly place: string;
  readonly thing: string;
  readonly number: number;
  readonly text: string;
  readonly owner: { readonly id: string };
}

/** A subgraph with a feed of numbered ticks, whose owners another subgraph knows, behind a gateway in open mode. */
export interface ToyFeed extends AsyncDisposable {
  readonly graph: RunningGraph;
  /** Where the gateway has asked to begin, in order; undefined: from now on. */
  readonly asked: (string | undefined)[];
  /** Subscriptions that are open in the subgraph now. */
  readonly open: number;
  /** Calls to the owners' subgraph. */
  readonly ownerCalls: number;
  tick(thing?: string, text?: string): void;
  /** The name of this owner cannot be read from now on. */
  failOwner(id: string): void;
  /** Breaks all connections to the subgraph. */
  cut(): void;
}

/** At most `portion` ticks from before come in one subscription, then it is completed. */
export async function startToyFeed(
  engine: Partial<ReturnType<typeof engineDefaults>> = {},
  portion = 50,
): Promise<ToyFeed> {
  const log: Tick[] = [];
  const asked: (string | undefined)[] = [];
  const news = new EventEmitter().setMaxListeners(0);
  const failing = new Set<string>();
  let open = 0;
  async function* follow(from: number, left: AbortSignal) {
    open++;
    try {
      const head = log.length;
      let next = from;
      while (next < head) {
        if (next - from >= portion) return;
        yield log[next++];
      }
      while (!left.aborted) {
        while (next < log.length) yield log[next++];
        await once(news, 'news');
      }
    } finally {
      open--;
    }
  }
  const graph = await startGraph(
    [
      {
        name: 'ticker',
        typeDefs: FEED,
        resolvers: {
          Query: { now: () => `at${log.length}` },
          Subscription: {
            ticks: {
              subscribe: (_: unknown, { from }: { from?: string }) => {
                asked.push(from);
                const left = new AbortController();
                const ticks = follow(from === undefined ? log.length : Number(from.slice(2)), left.signal);
                return stoppable(ticks, () => {
                  left.abort();
                  news.emit('news');
                });
              },
              resolve: (tick: Tick) => tick,
            },
          },
        },
      },
      {
        name: 'owners',
        typeDefs: OWNERS,
        resolvers: {
          Owner: {
            __resolveReference: ({ id }: { id: string }) => ({ id }),
            name({ id }: { id: string }) {
              if (failing.has(id)) throw new Error('no such owner');
              return `owner ${id}`;
            },
          },
        },
      },
    ],
    engine,
  );
  const [ticker, owners] = graph.subgraphs;
  return {
    graph,
    asked,
    get open() {
      return open;
    },
    get ownerCalls() {
      return owners?.asked.length ?? 0;
    },
    tick(thing = 'a', text = '') {
      const number = log.length + 1;
      log.push({ place: `at${number}`, thing, number, text, owner: { id: String(number % 3) } });
      news.emit('news');
    },
    failOwner: (id) => void failing.add(id),
    cut() {
      for (const socket of ticker?.sockets ?? []) (socket as { terminate(): void }).terminate();
    },
    [Symbol.asyncDispose]: () => graph[Symbol.asyncDispose](),
  };
}

/** A generator that waits for news ends only when there is some. */
function stoppable<T>(ticks: AsyncGenerator<T>, stop: () => void): AsyncGenerator<T> {
  const wrapped = {
    next: () => ticks.next(),
    throw: (error: unknown) => ticks.throw(error),
    async return(value: unknown) {
      stop();
      return ticks.return(value);
    },
    [Symbol.asyncIterator]: () => wrapped,
    [Symbol.asyncDispose]: async () => void (await ticks.return(undefined)),
  };
  return wrapped as AsyncGenerator<T>;
}
