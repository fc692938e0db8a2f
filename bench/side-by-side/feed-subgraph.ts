import { EventEmitter, once } from 'node:events';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { serveToySubgraph } from '../../test/gateway/toy-subgraph.js';

/**
 * A subgraph with a feed, in a process of its own. `{ tick: n }` writes an event for each of n keys; `{ backlog: n }` writes n events
 * of one key that nobody hears. At most 600 events from before come in one subscription.
 */
const FEED = `
  extend schema @link(url: "https://specs.liandong.hub/feed/v1.0", import: ["@feed"]) @composeDirective(name: "@feed")
  directive @feed(cursor: String!, after: String!, now: String!, subject: [String!]! = [], slow: String) on FIELD_DEFINITION
  type Query { now: String! }
  type Subscription { ticks(only: String!, from: String): Tick! @feed(cursor: "place", after: "from", now: "now") }
  type Tick { place: String! number: Int! at: Float! }
`;
const PORTION = 600;

interface Tick {
  readonly place: string;
  readonly number: number;
  readonly at: number;
}

const log = new Map<string, Tick[]>();
const news = new EventEmitter().setMaxListeners(0);
let open = 0;
let opened = 0;

function write(key: string): void {
  const own = log.get(key) ?? [];
  log.set(key, own);
  own.push({ place: `at${own.length + 1}`, number: own.length + 1, at: Date.now() });
}

async function* follow(key: string, from: number, left: AbortSignal): AsyncGenerator<Tick> {
  open++;
  opened++;
  try {
    const own = log.get(key) ?? [];
    log.set(key, own);
    const head = own.length;
    let next = from;
    while (next < head && next - from < PORTION) yield own[next++] as Tick;
    if (next < head) return;
    while (!left.aborted) {
      while (next < own.length) yield own[next++] as Tick;
      await once(news, key);
    }
  } finally {
    open--;
  }
}

const subgraph = await serveToySubgraph({
  name: 'ticker',
  typeDefs: FEED,
  resolvers: {
    Query: { now: () => 'now' },
    Subscription: {
      ticks: {
        subscribe(_: unknown, { only, from }: { only: string; from?: string }) {
          const left = new AbortController();
          const place = from === undefined || from === 'now' ? (log.get(only)?.length ?? 0) : Number(from.slice(2));
          const ticks = follow(only, place, left.signal);
          const end = ticks.return.bind(ticks);
          ticks.return = (value) => {
            left.abort();
            news.emit(only);
            return end(value);
          };
          return ticks;
        },
        resolve: (tick: Tick) => tick,
      },
    },
  },
});
process.on('message', ({ tick = 0, backlog = 0 }: { tick?: number; backlog?: number }) => {
  for (let index = 0; index < backlog; index++) write('old');
  for (let index = 0; index < tick; index++) {
    write(`k${index}`);
    news.emit(`k${index}`);
  }
  process.send?.({ kind: 'written', open, opened });
});
const { supergraphSdl, errors } = composeServices([
  { name: 'ticker', url: `${subgraph.origin}/graphql`, typeDefs: parse(subgraph.typeDefs) },
]);
if (supergraphSdl === undefined) throw new Error(String(errors));
process.send?.({ kind: 'ready', sdl: supergraphSdl });
