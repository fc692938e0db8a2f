import { HubError } from '../errors.js';
import type { Operation } from '../operation.js';
import { EventQueue, type QueueBounds } from './event-queue.js';
import type { SlowPolicy } from './feed-operation.js';

/** A response body, one per event, as text; and its place where it belongs to a feed. */
export interface LiveEvent {
  readonly text: string;
  /** Where to go on after it. */
  readonly cursor?: string | undefined;
  /** What it is about. */
  readonly subject?: string | undefined;
}

/** `return` ends it at once, also while no event comes. Throws a HubError when it ends early, with the place where to go on. */
export interface Answers extends AsyncIterableIterator<LiveEvent, undefined, undefined> {
  /** The client's place in a feed now; undefined: it is none, or its place is not known. */
  readonly place: string | undefined;
}

/** Who keeps the listeners, and hears what becomes of them. */
export interface ListenerOwner {
  readonly bounds: QueueBounds;
  /** It has ended for whatever reason. */
  ended(listener: Listener): void;
  /** It was cut off because it does not keep up. */
  fellBehind(listener: Listener): void;
  /** One that waited has taken all that waited for it: it goes on after this place. */
  caughtUp(listener: Listener, cursor: string): void;
}

/** One client's end of a subscription: what waits for it, and its place. */
export class Listener extends EventQueue<LiveEvent> implements Answers {
  #taken: PromiseWithResolvers<void> | undefined;
  /** The last event that was handed to the client. */
  #delivered: string | undefined;
  /** The last event that was put into the queue. */
  #queued: string | undefined;
  /** It has left its stream, and comes back when the queue is empty. */
  #isWaiting = false;

  /**
   * @param operation what the client asked.
   * @param cursor the place that the client has when it begins.
   */
  constructor(
    private readonly owner: ListenerOwner,
    readonly operation: Operation,
    readonly slow: SlowPolicy,
    cursor: string | undefined,
  ) {
    super(owner.bounds);
    this.#delivered = this.#queued = cursor;
  }

  get place(): string | undefined {
    return this.#delivered;
  }

  /** Whether less than half of what may wait does, or it has ended. */
  get isRoomy(): boolean {
    return this.size <= this.owner.bounds.max / 2 || this.hasEnded;
  }

  /** Resolves when it is roomy. */
  async hasRoom(): Promise<void> {
    while (!this.isRoomy) {
      this.#taken ??= Promise.withResolvers<void>();
      await this.#taken.promise;
    }
  }

  /** Whether it does not want live events now. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  override push(event: LiveEvent): void {
    if (this.#isWaiting) return;
    if (this.slow === 'COALESCE' && event.subject !== undefined) {
      const older = this.take((waiting) => waiting.subject === event.subject);
      super.push(older ? coalesced(older, event) : event);
    } else {
      super.push(event);
    }
    if (!this.#isWaiting) this.#queued = event.cursor ?? this.#queued;
  }

  /** Takes live events again. */
  comeBack(): void {
    this.#isWaiting = false;
  }

  override async next(): Promise<IteratorResult<LiveEvent, undefined>> {
    if (this.#isWaiting && this.size === 0 && this.#queued !== undefined) this.owner.caughtUp(this, this.#queued);
    try {
      const result = await super.next();
      this.#tellTaken();
      if (result.done !== true) this.#delivered = result.value.cursor ?? this.#delivered;
      return result;
    } catch (error) {
      throw withCursor(error, this.#delivered);
    }
  }

  protected override sizeOf({ text }: LiveEvent): number {
    return text.length;
  }

  protected override full(): 'cut off' | 'drop' {
    if (this.slow !== 'WAIT' || this.#queued === undefined) return 'cut off';
    this.#isWaiting = true;
    return 'drop';
  }

  protected override ended(): void {
    this.#tellTaken();
    this.owner.ended(this);
  }

  protected override fellBehind(): void {
    this.owner.fellBehind(this);
  }

  #tellTaken(): void {
    this.#taken?.resolve();
    this.#taken = undefined;
  }
}

/** Tells the client where to go on, unless the error says it already. */
function withCursor(error: unknown, cursor: string | undefined): unknown {
  if (!(error instanceof HubError) || cursor === undefined || 'restart' in error.extensions) return error;
  const { code, message, status, extensions } = error;
  return new HubError(code, message, { status, more: { ...extensions, cursor } });
}

const COALESCED = /,"extensions":\{"coalesced":(\d+)\}\}$/;

/** The newer event, which says how many older ones it stands for. */
function coalesced(older: LiveEvent, newer: LiveEvent): LiveEvent {
  const before = Number(COALESCED.exec(older.text)?.[1] ?? 0);
  return { ...newer, text: `${newer.text.slice(0, -1)},"extensions":{"coalesced":${before + 1}}}` };
}
