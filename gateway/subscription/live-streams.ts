import { parse } from 'graphql';
import { rightsKey } from '#protocol/caller';
import { hubError } from '../errors.js';
import type { Identity, Operation, Result } from '../operation.js';
import type { OpenUpstream } from '../pipeline.js';
import type { FeedRules } from '../supergraph/feed-rules.js';
import { type FeedOperation, feedOperation } from './feed-operation.js';
import type { QueueBounds } from './event-queue.js';
import { type Answers, Listener, type ListenerOwner } from './listener.js';
import { type LivePipeline, type NextSchema, Share, type ShareOptions } from './share.js';

export type { Answers } from './listener.js';
export type { NextSchema } from './share.js';

export interface LiveOptions extends ShareOptions {
  /** Events that may wait for one listener; one that falls further behind is cut off, or as it asked. */
  readonly maxWaitingEvents: number;
  /** Characters of these events together. */
  readonly maxWaitingChars: number;
  /** Operations that one client may have open on one WebSocket. */
  readonly maxPerSocket: number;
}

export interface LiveParts {
  readonly pipeline: LivePipeline;
  readonly feeds: FeedRules;
  readonly openUpstream: OpenUpstream;
  readonly options: LiveOptions;
  /** Hears of each listener that is ended for another reason than its own; an error code. */
  readonly onCutOff: (reason: string) => void;
}

/** Shares whose listeners ask the same with the same rights; of a feed, from different places. */
interface Family {
  readonly shares: Set<Share>;
  /** What is being opened, by place; under '' what is live. */
  readonly opening: Map<string, Promise<Share | Result>>;
  /** The share that those join who want what happens from now on. */
  live: Share | undefined;
}

const LIVE = '';
/** How many other shares of its family a share looks at after each event. */
const MAX_COMPARED = 8;
const DRAIN_CHECK_MS = 20;

/**
 * All live subscriptions. Those that ask the same with the same rights share one upstream, one completion of each event
 * and one text; each listener has a bounded queue of its own. Who comes back to a feed with a place gets what it
 * missed from what is kept here, or from a share of its own that goes over into the common one where the two meet.
 */
export class LiveStreams implements Disposable, ListenerOwner {
  readonly bounds: QueueBounds;
  readonly #families = new Map<string, Family>();
  readonly #listeners = new Set<Listener>();
  /** Where each listener is. */
  readonly #at = new WeakMap<Listener, Share>();
  #listening = 0;
  #replanned = Promise.resolve();
  #isClosed = false;
  #pipeline: LivePipeline;
  #feeds: FeedRules;

  constructor(private readonly parts: LiveParts) {
    this.#pipeline = parts.pipeline;
    this.#feeds = parts.feeds;
    this.bounds = { max: parts.options.maxWaitingEvents, maxSize: parts.options.maxWaitingChars };
  }

  /** Subscriptions that are open upstream, or about to be. */
  get size(): number {
    let size = 0;
    for (const { shares, opening } of this.#families.values()) size += shares.size + opening.size;
    return size;
  }

  /** Who listens now, to whatever. */
  get listeners(): number {
    return this.#listening;
  }

  /** A result instead of answers says why none could be opened. Answers throw a HubError when they end early. */
  async open(operation: Operation): Promise<Answers | Result> {
    if (this.#isClosed) return { data: undefined, errors: [hubError('SHUTTING_DOWN')] };
    const feed = feedOperation(operation, this.#feeds);
    const share = await this.#shareFor(operation, feed, feed?.after);
    if (!(share instanceof Share)) return share;
    const listener = new Listener(this, operation, feed?.slow ?? 'CLOSE', feed?.after ?? share.place);
    this.#listeners.add(listener);
    this.#join(listener, share, feed?.after);
    if (operation.signal.aborted) void listener.return();
    return listener;
  }

  /** Live subscriptions go on with a new schema; those that do not fit it end with SCHEMA_CHANGED. */
  replan(next: NextSchema): Promise<void> {
    // One after the other: an older plan must not come after a newer one.
    this.#replanned = this.#replan(next, this.#replanned);
    return this.#replanned;
  }

  /** Ends all with SHUTTING_DOWN, and resolves when they have taken what waited for them, or after the time. */
  async drain(maxMs: number): Promise<void> {
    const all = [...this.#listeners];
    this[Symbol.dispose]();
    const until = performance.now() + maxMs;
    while (all.some((listener) => !listener.isDrained) && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_CHECK_MS));
    }
    // What was taken is written in this turn.
    await new Promise(setImmediate);
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    for (const { shares, opening } of this.#families.values()) {
      for (const share of shares) share.end(hubError('SHUTTING_DOWN'));
      for (const made of opening.values()) {
        void made.then((share) => (share instanceof Share ? share.end(hubError('SHUTTING_DOWN')) : undefined));
      }
    }
    // Those who wait are in no share.
    for (const listener of this.#listeners) listener.end(hubError('SHUTTING_DOWN'));
  }

  ended(listener: Listener): void {
    this.#listeners.delete(listener);
    this.#at.get(listener)?.leave(listener);
  }

  fellBehind({ operation, place }: Listener): void {
    this.parts.onCutOff('FELL_BEHIND');
    operation.fellBehind?.(place);
  }

  caughtUp(listener: Listener, cursor: string): void {
    void this.#comeBack(listener, cursor);
  }

  async #replan(next: NextSchema, before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    this.#pipeline = next.pipeline;
    this.#feeds = next.feeds;
    const families = [...this.#families.values()];
    await Promise.all(
      families.flatMap(({ opening }) => [...opening.values()]).map((made) => made.catch(() => undefined)),
    );
    await Promise.all(families.flatMap(({ shares }) => [...shares]).map((share) => share.exchange(next)));
  }

  #join(listener: Listener, share: Share, after: string | undefined): void {
    this.#at.set(listener, share);
    share.join(listener, after === undefined ? [] : (share.eventsAfter(after) ?? []));
  }

  /** A listener that waited goes on where it stopped. */
  async #comeBack(listener: Listener, cursor: string): Promise<void> {
    const { operation } = listener;
    listener.comeBack();
    try {
      const feed = feedOperation(operation, this.#feeds);
      const share = await this.#shareFor(operation, feed, cursor);
      if (!(share instanceof Share)) return listener.end(share.errors[0]);
      if (!listener.hasEnded) this.#join(listener, share, cursor);
      else if (share.isUnused) share.end();
    } catch (error) {
      listener.end(error);
    }
  }

  /** A share that has what comes after the place; without a place, one that has what happens from now on. */
  async #shareFor(
    operation: Operation,
    feed: FeedOperation | undefined,
    after: string | undefined,
  ): Promise<Share | Result> {
    const key = JSON.stringify([
      feed?.sameKey ?? [operation.documentKey, operation.operationName, operation.variables],
      rights(operation.identity),
    ]);
    for (;;) {
      const family = this.#family(key);
      const known = after === undefined ? family.live : sharePast(family, after);
      if (known) return known;
      const place = after ?? LIVE;
      let opening = family.opening.get(place);
      if (!opening) {
        opening = this.#openShare(key, family, { operation, feed, after }).finally(() => {
          family.opening.delete(place);
          this.#forget(key, family);
        });
        family.opening.set(place, opening);
      }
      const share = await opening;
      // Its last listener can have left while this one waited for it, and what was kept may no longer reach back.
      if (!(share instanceof Share)) return share;
      if (!share.isOver && (after === undefined || share.eventsAfter(after) !== undefined)) return share;
    }
  }

  async #openShare(
    key: string,
    family: Family,
    { operation, feed, after }: { operation: Operation; feed: FeedOperation | undefined; after: string | undefined },
  ): Promise<Share | Result> {
    // It lives as long as somebody listens, not as long as who came first.
    const signal = new AbortController().signal;
    const own = { ...(feed?.operation ?? operation), signal, fellBehind: undefined };
    const [stream, start] = await Promise.all([
      this.#pipeline.prepareStream(own),
      feed && after === undefined ? this.#now(feed, own) : after,
    ]);
    if (!('primary' in stream)) return stream;
    if (start !== undefined && typeof start !== 'string') return start;
    const share = new Share(stream, {
      operation: own,
      asWritten: operation,
      feed,
      after: start,
      openUpstream: this.parts.openUpstream,
      options: this.parts.options,
      onCutOff: this.parts.onCutOff,
      onListeners: (change) => (this.#listening += change),
      onOver: (over) => {
        family.shares.delete(over);
        if (family.live === over) family.live = undefined;
        this.#forget(key, family);
      },
      isLive: (one) => family.live === one,
      onEvent: (one) => this.#meet(family, one),
    });
    family.shares.add(share);
    if (after === undefined) family.live = share;
    return share;
  }

  /** The place of now in a feed, asked like any query of the same caller. */
  async #now({ rule }: FeedOperation, operation: Operation): Promise<string | Result | undefined> {
    const document = parse(`{ ${rule.now} }`);
    const asked = { ...operation, document, documentKey: `now\0${rule.now}`, operationName: undefined, variables: {} };
    const result = await this.#pipeline.execute(asked);
    if (!result.data || result.errors.length > 0) return { data: undefined, errors: result.errors };
    const { data } = JSON.parse(result.data.toString('utf8')) as { data: Record<string, unknown> };
    const place = data[rule.now];
    return typeof place === 'string' ? place : undefined;
  }

  /** Where two shares of a family have reached the same place, one goes over into the other. */
  #meet(family: Family, share: Share): void {
    const { place } = share;
    if (family.shares.size < 2 || place === undefined) return;
    const others = family.live && family.live !== share ? [family.live] : [...family.shares].slice(0, MAX_COMPARED);
    for (const other of others) {
      if (other === share || other.isOver) continue;
      const missed = other.eventsAfter(place);
      if (!missed) continue;
      if (family.live === share) family.live = other;
      for (const listener of share.moveTo(other, missed)) this.#at.set(listener, other);
      return;
    }
  }

  #family(key: string): Family {
    let family = this.#families.get(key);
    if (!family) {
      family = { shares: new Set(), opening: new Map(), live: undefined };
      this.#families.set(key, family);
    }
    return family;
  }

  #forget(key: string, family: Family): void {
    if (family.shares.size === 0 && family.opening.size === 0) this.#families.delete(key);
  }
}

/** A share that still has what comes after a place. */
function sharePast({ shares, live }: Family, after: string): Share | undefined {
  if (live?.eventsAfter(after)) return live;
  for (const share of shares) if (share.eventsAfter(after)) return share;
  return undefined;
}

function rights(identity: Identity): unknown {
  if (identity.kind === 'forwarded') return identity.authorization;
  return [rightsKey(identity.caller), identity.caller.purpose];
}
