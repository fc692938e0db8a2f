import WebSocket from 'ws';
import { type FollowedFeed, followFeed } from '#schema/follow-feed';
import type { TestFilter } from './expected.js';
import { SseListener } from './sse-listener.js';

export interface SeenEvent {
  readonly id: string;
  readonly cursor: string;
  readonly subjectType: string;
  readonly subjectKey: string;
  readonly department: string;
  readonly facts: { readonly version?: number };
}

export interface ListenerSpec {
  /** As for `npm run token`. */
  readonly as: string;
  readonly filter: TestFilter;
  readonly transport: 'ws' | 'sse';
  /** Whether each event is completed with fields of other departments. */
  readonly isEnriched: boolean;
}

const FIELDS = 'id cursor department subjectType subjectKey facts';
const MORE = 'subject { __typename } organization { name } district { code }';

/** One who follows the feed through everything that happens, and what he has seen. */
export class Listener {
  readonly seen: SeenEvent[] = [];
  /** Reasons for which he could not go on, or had to begin elsewhere; there must be none. */
  readonly ends: unknown[] = [];
  interruptions = 0;
  readonly #feed: FollowedFeed | SseListener;

  constructor(
    readonly spec: ListenerSpec,
    { url, token, after }: { readonly url: () => string; readonly token: string; readonly after: string },
  ) {
    const { filter, isEnriched, transport } = spec;
    const fields = isEnriched ? `${FIELDS} ${MORE}` : FIELDS;
    const query = `subscription ($filter: ActivityFilter, $after: String) { activityFeed(filter: $filter, after: $after) { ${fields} } }`;
    const variables = { filter };
    const onEvent = (event: SeenEvent) => void this.seen.push(event);
    this.#feed =
      transport === 'sse'
        ? new SseListener({
            url,
            token,
            query,
            variables,
            after,
            onEvent,
            onEnd: (reason) => this.#ended(reason),
          })
        : followFeed<SeenEvent>({
            url,
            token,
            query,
            variables,
            after,
            webSocket: WebSocket,
            onEvent,
            onGap: (error) => this.ends.push(error),
            onEnd: (error) => this.ends.push(error),
            onInterruption: () => (this.interruptions += 1),
          });
  }

  interrupt(): void {
    this.#feed.interrupt();
  }

  stop(): void {
    if (this.#feed instanceof SseListener) this.#feed.stop();
    else this.#feed[Symbol.dispose]();
  }

  /** An EventSource tries again whatever the reason; only what concerns the place is a failure. */
  #ended(reason: unknown): void {
    this.interruptions += 1;
    if (/CURSOR|FEED_GAP|DENIED/.test(JSON.stringify(reason))) this.ends.push(reason);
  }
}
