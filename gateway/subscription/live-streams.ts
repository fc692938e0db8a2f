import type { DocumentNode, GraphQLError } from 'graphql';
import { rightsKey } from '#protocol/caller';
import { HubError, hubError } from '../errors.js';
import { type Identity, type Operation, type Result, resultBytes } from '../operation.js';
import type { OpenUpstream, Pipeline, PreparedStream } from '../pipeline.js';
import { EventQueue } from './event-queue.js';

/** Response bodies, one per event, as text. `return` ends it at once, also while no event comes. */
export type Answers = AsyncIterableIterator<string, undefined, undefined>;

export interface LiveOptions {
  /** Events that may wait for one listener; one that falls further behind is cut off. */
  readonly maxWaitingEvents: number;
  /** Characters of these events together. */
  readonly maxWaitingChars: number;
  /** Operations that one client may have open on one WebSocket. */
  readonly maxPerSocket: number;
  /** Events of one subscription that are completed at the same time. */
  readonly maxCompleting: number;
  /** Subscriptions that do not fit a new schema end at random within this time, so that not all come back at once. */
  readonly endWithinMs: number;
}

export interface LiveParts {
  readonly pipeline: Pick<Pipeline, 'prepareStream'>;
  readonly openUpstream: OpenUpstream;
  readonly options: LiveOptions;
  /** Hears of each listener that is ended for another reason than its own; an error code. */
  readonly onCutOff: (reason: string) => void;
}

/** What live subscriptions need of a new schema. */
export interface NextSchema {
  readonly pipeline: Pick<Pipeline, 'prepareStream'>;
  /** Why a document does not fit. */
  check(document: DocumentNode): readonly GraphQLError[];
}

/**
 * All live subscriptions. Those that ask the same with the same rights share one upstream, one completion of each event
 * and one text; each listener has a bounded queue of its own.
 */
export class LiveStreams implements Disposable {
  readonly #shares = new Map<string, Promise<Share | Result>>();
  #listening = 0;
  #replanned = Promise.resolve();
  #pipeline: Pick<Pipeline, 'prepareStream'>;

  constructor(private readonly parts: LiveParts) {
    this.#pipeline = parts.pipeline;
  }

  /** Subscriptions that are open upstream, or about to be. */
  get size(): number {
    return this.#shares.size;
  }

  /** Who listens now, to whatever. */
  get listeners(): number {
    return this.#listening;
  }

  /** A result instead of answers says why none could be opened. Answers throw a HubError when they end early. */
  async open(operation: Operation): Promise<Answers | Result> {
    const key = shareKey(operation);
    let made = this.#shares.get(key);
    if (!made) {
      made = this.#share(key, operation);
      this.#shares.set(key, made);
    }
    const share = await made;
    if (!(share instanceof Share)) return share;
    // Its last listener can have left while this one waited for it to be planned.
    return share.isOver ? this.open(operation) : share.listen(operation);
  }

  /** Live subscriptions go on with a new schema; those that do not fit it end with SCHEMA_CHANGED. */
  replan(next: NextSchema): Promise<void> {
    // One after the other: an older plan must not come after a newer one.
    this.#replanned = this.#replan(next, this.#replanned);
    return this.#replanned;
  }

  async #replan(next: NextSchema, before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    this.#pipeline = next.pipeline;
    const shares = await Promise.all(this.#shares.values());
    await Promise.all(shares.map((share) => (share instanceof Share ? share.exchange(next) : undefined)));
  }

  [Symbol.dispose](): void {
    for (const made of this.#shares.values()) {
      void made.then((share) => (share instanceof Share ? share.end(hubError('SHUTTING_DOWN')) : undefined));
    }
  }

  async #share(key: string, operation: Operation): Promise<Share | Result> {
    const over = () => void this.#shares.delete(key);
    try {
      // It lives as long as somebody listens, not as long as who came first.
      const own = { ...operation, signal: new AbortController().signal, fellBehind: undefined };
      const stream = await this.#pipeline.prepareStream(own);
      if ('primary' in stream) {
        return new Share(own, stream, this.parts, { over, listening: (change) => (this.#listening += change) });
      }
      over();
      return stream;
    } catch (error) {
      over();
      throw error;
    }
  }
}

function shareKey({ documentKey, operationName, variables, identity }: Operation): string {
  return JSON.stringify([documentKey, operationName, variables, rights(identity)]);
}

function rights(identity: Identity): unknown {
  if (identity.kind === 'forwarded') return identity.authorization;
  return [rightsKey(identity.caller), identity.caller.purpose];
}

/** Who is told how a share changes. */
interface ShareHearers {
  /** It is shared no longer. */
  readonly over: () => void;
  /** How many more listen to it; negative: fewer. */
  readonly listening: (change: number) => void;
}

/** One subscription upstream and all who listen to it. */
class Share {
  readonly #listeners = new Set<EventQueue<string>>();
  #stream: PreparedStream;
  #events: AsyncIterator<unknown>;
  #left = new AbortController();
  #isOver = false;

  constructor(
    private readonly operation: Operation,
    stream: PreparedStream,
    private readonly parts: LiveParts,
    private readonly hearers: ShareHearers,
  ) {
    this.#stream = stream;
    this.#events = this.#open(stream);
    void this.#run();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  listen({ fellBehind, signal }: Operation): Answers {
    const { maxWaitingEvents, maxWaitingChars } = this.parts.options;
    const queue: EventQueue<string> = new EventQueue<string>({
      max: maxWaitingEvents,
      maxSize: maxWaitingChars,
      sizeOf: (text) => text.length,
      onEnd: () => this.#leave(queue),
      onFellBehind: () => {
        this.parts.onCutOff('FELL_BEHIND');
        fellBehind?.();
      },
    });
    this.#listeners.add(queue);
    this.hearers.listening(1);
    if (signal.aborted) void queue.return();
    return queue;
  }

  async exchange({ pipeline, check }: NextSchema): Promise<void> {
    if (this.#isOver) return;
    const next = check(this.operation.document).length === 0 ? await pipeline.prepareStream(this.operation) : undefined;
    const denied = next && 'errors' in next ? next.errors.find(isDenial) : undefined;
    if (denied) return this.end(denied);
    if (!next || !('primary' in next)) {
      this.#endSoon();
      return;
    }
    const isSame = sameSource(this.#stream, next);
    this.#stream = next;
    if (isSame || this.#isOver) return;
    const before = this.#events;
    this.#events = this.#open(next);
    await before.return?.();
  }

  /** Ends it for all who listen; without an error it is complete. */
  end(error?: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.hearers.over();
    this.#left.abort();
    void this.#events.return?.();
    for (const listener of this.#listeners) {
      if (error instanceof HubError) this.parts.onCutOff(error.code);
      listener.end(error);
    }
  }

  #open({ primary, variables }: PreparedStream): AsyncIterator<unknown> {
    // Nobody keeps up when events come faster than departments complete them.
    const fellBehind = () => this.#listeners.forEach((listener) => listener.cutOff());
    return this.parts.openUpstream(primary, variables, { ...this.operation, fellBehind });
  }

  /** Events are completed side by side, and delivered in their order. */
  async #run(): Promise<void> {
    const live = { ...this.operation, signal: this.#left.signal };
    let delivered = Promise.resolve();
    let completing = 0;
    try {
      for (;;) {
        const events = this.#events;
        const event = await events.next();
        if (event.done === true) {
          // It was exchanged for another.
          if (events !== this.#events) continue;
          break;
        }
        completing++;
        const completion = this.#stream.complete(event.value, live);
        delivered = this.#deliver(delivered, completion).finally(() => completing--);
        delivered.catch(() => undefined);
        if (completing >= this.parts.options.maxCompleting) await delivered;
      }
      await delivered;
      this.end();
    } catch (error) {
      await delivered.catch(() => undefined);
      this.end(error);
    }
  }

  async #deliver(before: Promise<void>, completion: Promise<Result>): Promise<void> {
    const [result] = await Promise.all([completion, before]);
    const text = resultBytes(result).toString('utf8');
    for (const listener of this.#listeners) listener.push(text);
  }

  #leave(listener: EventQueue<string>): void {
    if (this.#listeners.delete(listener)) this.hearers.listening(-1);
    if (this.#listeners.size === 0) this.end();
  }

  #endSoon(): void {
    this.hearers.over();
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
