import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { CallerKind } from '#protocol/caller';
import { callerName } from '#protocol/caller';
import { hubError, type HubError } from '../errors.js';
import type { Identity } from '../operation.js';

/** Operations a second for each caller, by kind of caller; `open` for those whom an open gateway does not know. */
export type Rates = Readonly<Partial<Record<CallerKind | 'open', number>>>;

/** A caller may have saved up so many seconds of his rate. */
const BURST_S = 5;
/** Callers of whom something is remembered; who was away the longest is forgotten. */
const MAX_CALLERS = 50_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** Operations that a caller began. */
export interface Taken {
  readonly kind: string;
  /** Hash of who it is. */
  readonly caller: string;
  count: number;
}

/**
 * How many operations each caller may begin: queries, mutations and subscriptions alike. A token bucket for each; nobody's
 * rate depends on what others do. Each process counts for itself, unless processes tell each other (`SharedRates`).
 */
export class RateLimits {
  readonly #buckets = new LRUCache<string, Bucket>({ max: MAX_CALLERS });
  #tell: ((taken: Taken) => void) | undefined;

  constructor(
    private readonly rates: Rates,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Hears of each operation that was taken here. */
  onTaken(tell: (taken: Taken) => void): void {
    this.#tell = tell;
  }

  /** Counts what was taken elsewhere; at most as much as a caller can have saved up is owed. */
  spend({ kind, caller, count }: Taken): void {
    const rate = this.rates[kind as keyof Rates];
    if (rate === undefined) return;
    const bucket = this.#bucketOf(caller, rate);
    bucket.tokens = Math.max(bucket.tokens - count, -rate * BURST_S);
  }

  /** Takes one operation; the error when there is none left. */
  take(identity: Identity): HubError | undefined {
    const kind = identity.kind === 'caller' ? identity.caller.kind : 'open';
    const rate = this.rates[kind];
    if (rate === undefined) return undefined;
    const caller = callerOf(identity);
    const bucket = this.#bucketOf(caller, rate);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      this.#tell?.({ kind, caller, count: 1 });
      return undefined;
    }
    const retryAfter = Math.max(1, Math.ceil((1 - bucket.tokens) / rate));
    return hubError('RATE_LIMITED', undefined, { status: 429, more: { retryAfter, limit: rate } });
  }

  #bucketOf(key: string, rate: number): Bucket {
    const now = this.now();
    const burst = Math.max(1, rate * BURST_S);
    const known = this.#buckets.get(key);
    if (!known) {
      const made = { tokens: burst, at: now };
      this.#buckets.set(key, made);
      return made;
    }
    known.tokens = Math.min(burst, known.tokens + ((now - known.at) / 1000) * rate);
    known.at = now;
    return known;
  }
}

/** A name that tells nobody who it is. */
function callerOf(identity: Identity): string {
  const name =
    identity.kind === 'forwarded'
      ? (identity.authorization ?? '')
      : `${identity.caller.kind}:${callerName(identity.caller)}`;
  return createHash('sha256').update(name).digest('base64url').slice(0, 22);
}
