import type { DocumentNode, GraphQLError } from 'graphql';
import { pause } from '#lib/pause';
import { HubError, hubError } from '../errors.js';
import { type Operation, type Result, resultBytes } from '../operation.js';
import type { OpenUpstream, Pipeline, PreparedStream } from '../pipeline.js';
import type { FeedRules } from '../supergraph/feed-rules.js';
import type { FeedOperation } from './feed-operation.js';
import type { Listener, LiveEvent } from './listener.js';
import { RecentEvents } from './recent-events.js';

export interface ShareOptions {
  /** Events of one subscription that are completed at the same time. */
  readonly maxCompleting: number;
  /** Subscriptions that do not fit a new schema end at random within this time, so that not all come back at once. */
  readonly endWithinMs: number;
  /** How long a feed that lost its subgraph is tried again before its listeners are told. */
  readonly resumeWithinMs: number;
}

export type LivePipeline = Pick<Pipeline, 'prepareStream' | 'execute'>;

/** What live subscriptions need of a new schema. */
export interface NextSchema {
  readonly pipeline: LivePipeline;
  readonly feeds: FeedRules;
  /** Why a document does not fit. */
  check(document: DocumentNode): Promise<readonly GraphQLError[]>;
}

export interface ShareParts {
  /** As it is asked upstream. */
  readonly operation: Operation;
  /** As the client wrote it; a new schema must fit it. */
  readonly asWritten: Operation;
  readonly feed: FeedOperation | undefined;
  /** The place where it begins; undefined: wherever the subgraph does. */
  readonly after: string | undefined;
  readonly openUpstream: OpenUpstream;
  readonly options: ShareOptions;
  /** Hears of each listener that is ended for another reason than its own; an error code. */
  readonly onCutOff: (reason: string) => void;
  readonly onOver: (share: Share) => void;
  readonly onListeners: (change: number) => void;
  /** Whether those join it who want what happens from now on: then it waits for nobody. */
  readonly isLive: (share: Share) => boolean;
  /** Called after each event: what others who ask the same have reached may have changed. */
  readonly onEvent: (share: Share) => void;
}

/** What a subgraph says, or does not say, when it is away or has lost its database for a moment. */
const LOST = new Set(['DOWN', 'TIMEOUT', 'INVALID_ANSWER', 'DEPARTMENT_ERROR']);
/** Deliveries of what happened before, after which live events have their turn. */
const YIELD_AFTER = 200;
const MIN_RESUME_MS = 100;
const MAX_RESUME_MS = 2000;

/**
 * One subscription upstream and all who listen to it. Of a feed it knows the place that it has reached: when the subgraph is
 * lost, or the schema changes how it is asked, it goes on from there and nobody notices.
 */
export class Share {
  readonly #listeners = new Set<Listener>();
  readonly #recent: RecentEvents | undefined;
  #stream: PreparedStream;
  #events: AsyncIterator<unknown>;
  #left = new AbortController();
  #isOver = false;
  #deliveries = 0;
  /** The place of the last event that was read upstream. */
  #reached: string | undefined;
  /** The place from which it was opened upstream. */
  #openedAt: string | undefined;

  constructor(
    stream: PreparedStream,
    private readonly parts: ShareParts,
  ) {
    this.#stream = stream;
    this.#reached = parts.after;
    this.#recent = parts.feed && new RecentEvents(parts.after);
    this.#events = this.#open(stream);
    void this.#run();
  }

  get isUnused(): boolean {
    return this.#listeners.size === 0;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The place of the last event that its listeners have. */
  get place(): string | undefined {
    return this.#recent?.place;
  }

  /** What comes after a place, as far as it is known here; undefined: it is not. */
  eventsAfter(cursor: string): readonly LiveEvent[] | undefined {
    return this.#isOver ? undefined : this.#recent?.after(cursor);
  }

  /** It gets these, then whatever comes. */
  join(listener: Listener, missed: readonly LiveEvent[] = []): void {
    this.#listeners.add(listener);
    this.parts.onListeners(1);
    for (const event of missed) this.#push(listener, event);
    if (listener.hasEnded) this.leave(listener);
  }

  leave(listener: Listener): void {
    if (!this.#listeners.delete(listener)) return;
    this.parts.onListeners(-1);
    if (this.#listeners.size === 0) this.end();
  }

  /** All who listen go over to another share, which gives them what they do not have yet. */
  moveTo(other: Share, missed: readonly LiveEvent[]): Listener[] {
    const moved = [...this.#listeners];
    for (const listener of moved) {
      other.join(listener, missed);
      this.#listeners.delete(listener);
      this.parts.onListeners(-1);
    }
    this.end();
    return moved;
  }

  async exchange({ pipeline, check }: NextSchema): Promise<void> {
    if (this.#isOver) return;
    const { operation, asWritten } = this.parts;
    const errors = await check(asWritten.document);
    const next = errors.length === 0 ? await pipeline.prepareStream(operation) : undefined;
    const denied = next && 'errors' in next ? next.errors.find(isDenial) : undefined;
    if (denied) return this.end(denied);
    if (!next || !('primary' in next)) {
      this.#endSoon();
      return;
    }
    const isSame = sameSource(this.#stream, next);
    this.#stream = next;
    this.#recent?.forget();
    if (isSame || this.#isOver) return;
    const before = this.#events;
    this.#events = this.#open(next);
    await before.return?.();
  }

  /** Ends it for all who listen; without an error it is complete. */
  end(error?: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.parts.onOver(this);
    this.#left.abort();
    void this.#events.return?.();
    for (const listener of this.#listeners) {
      if (error instanceof HubError) this.parts.onCutOff(error.code);
      listener.end(error);
    }
  }

  #open({ primary, variables }: PreparedStream): AsyncIterator<unknown> {
    this.#openedAt = this.#reached;
    const { feed, operation, openUpstream } = this.parts;
    const at = feed && this.#reached !== undefined ? { ...variables, [feed.variable]: this.#reached } : variables;
    // Nobody keeps up when events come faster than departments complete them.
    const fellBehind = () => this.#listeners.forEach((listener) => listener.cutOff());
    return openUpstream(primary, at, feed ? operation : { ...operation, fellBehind });
  }

  /** Events are completed side by side, and delivered in their order. */
  async #run(): Promise<void> {
    const live = { ...this.parts.operation, signal: this.#left.signal };
    let delivered = Promise.resolve();
    let completing = 0;
    try {
      for (;;) {
        const event = await this.#next();
        if (event === undefined) break;
        const stream = this.#stream;
        const place = this.#placeOf(stream, event);
        completing++;
        const completion = stream.complete(event, live);
        delivered = this.#deliver(delivered, { completion, place, stream }).finally(() => completing--);
        delivered.catch(() => undefined);
        if (completing >= this.parts.options.maxCompleting) await delivered;
        if (this.parts.feed && !this.parts.isLive(this)) await this.#room();
      }
      await delivered;
      this.end();
    } catch (error) {
      await delivered.catch(() => undefined);
      this.end(error);
    }
  }

  /** Who reads what happened before takes it as fast as it can, and no faster; and lets live events through in between. */
  async #room(): Promise<void> {
    for (const listener of this.#listeners) if (!listener.isRoomy) await listener.hasRoom();
    this.#deliveries += this.#listeners.size;
    if (this.#deliveries < YIELD_AFTER) return;
    this.#deliveries = 0;
    await new Promise(setImmediate);
  }

  /**
   * The next event; undefined when the subgraph has completed it. A feed that was lost is opened again, and one that was
   * completed too: a subgraph gives what happened before in portions, so that it is never ahead of those who take it.
   */
  async #next(): Promise<unknown> {
    let lostAt: number | undefined;
    for (let attempt = 0; ;) {
      const events = this.#events;
      try {
        const event = await events.next();
        if (event.done !== true) return event.value;
        // It was exchanged for another.
        if (events !== this.#events) continue;
        if (!this.parts.feed || this.#openedAt === this.#reached || this.#isOver) return undefined;
        this.#events = this.#open(this.#stream);
      } catch (error) {
        if (events !== this.#events) continue;
        lostAt ??= performance.now();
        if (!this.#canResume(error, lostAt)) throw error;
        await this.#pause(Math.min(MAX_RESUME_MS, MIN_RESUME_MS * 2 ** attempt++));
        if (this.#isOver) return undefined;
        if (events === this.#events) this.#events = this.#open(this.#stream);
      }
    }
  }

  #canResume(error: unknown, lostAt: number): boolean {
    if (!this.parts.feed || this.#reached === undefined || this.#isOver || !(error instanceof HubError)) return false;
    if (error.code === 'FELL_BEHIND') return true;
    return LOST.has(error.code) && performance.now() - lostAt < this.parts.options.resumeWithinMs;
  }

  /** Not all feeds come back at the same moment. */
  async #pause(ms: number): Promise<void> {
    await pause(ms / 2 + Math.random() * (ms / 2), this.#left.signal);
  }

  #placeOf(stream: PreparedStream, event: unknown): Pick<LiveEvent, 'cursor' | 'subject'> {
    const { feed } = this.parts;
    if (!feed) return {};
    const hidden = stream.hidden(event);
    const cursor = hidden.get(feed.rule.cursor);
    if (typeof cursor === 'string') this.#reached = cursor;
    const subject = feed.rule.subject.map((name) => hidden.get(name));
    return {
      cursor: typeof cursor === 'string' ? cursor : undefined,
      subject: subject.length > 0 ? JSON.stringify(subject) : undefined,
    };
  }

  async #deliver(
    before: Promise<void>,
    {
      completion,
      place,
      stream,
    }: {
      readonly completion: Promise<Result>;
      readonly place: Omit<LiveEvent, 'text'>;
      readonly stream: PreparedStream;
    },
  ): Promise<void> {
    const [result] = await Promise.all([completion, before]);
    const event = { ...place, text: resultBytes(result).toString('utf8') };
    // What was begun with the rights, or the schema, of before is not kept.
    if (stream === this.#stream) this.#recent?.add(event);
    else this.#recent?.forget(event.cursor);
    for (const listener of this.#listeners) this.#push(listener, event);
    if (!this.#isOver) this.parts.onEvent(this);
  }

  #push(listener: Listener, event: LiveEvent): void {
    listener.push(event);
    // It comes back by itself, from the place where it is.
    if (listener.isWaiting) this.leave(listener);
  }

  #endSoon(): void {
    this.parts.onOver(this);
    for (const listener of this.#listeners) {
      const wait = Math.random() * this.parts.options.endWithinMs;
      const end = () => {
        if (!this.#listeners.has(listener)) return;
        this.parts.onCutOff('SCHEMA_CHANGED');
        listener.end(hubError('SCHEMA_CHANGED'));
      };
      setTimeout(end, wait).unref();
    }
  }
}

function isDenial(error: GraphQLError): boolean {
  return error.extensions['code'] === 'DENIED';
}

/** Whether the events come from the same subscription upstream. */
function sameSource(a: PreparedStream, b: PreparedStream): boolean {
  return (
    a.primary.subgraph === b.primary.subgraph &&
    a.primary.request.text === b.primary.request.text &&
    JSON.stringify(a.variables) === JSON.stringify(b.variables)
  );
}
