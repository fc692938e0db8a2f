import { z } from 'zod';
import type { Caller } from '#protocol/caller';
import type { Logger } from '../observe/logger.js';
import { revocationSchema, Revocations } from './revocations.js';

/** A right of one party to read items for one purpose, as the exchange tells it. */
const grantSchema = z.object({
  party: z.enum(['DEPARTMENT', 'PARTNER']),
  applicant: z.string(),
  purpose: z.string(),
  items: z.array(z.string()),
  until: z.iso.datetime().transform((text) => Date.parse(text)),
});
type Grant = z.infer<typeof grantSchema>;

const answerSchema = z.object({
  data: z.object({ grantsInForce: z.array(grantSchema), revocationsInForce: z.array(revocationSchema) }),
});

export const GRANTS_QUERY =
  '{ grantsInForce { party applicant purpose items until } revocationsInForce { subject tokenId revokedAt } }';

export interface GrantsParts {
  /** Asks the exchange; answers the body of its reply. Throws when it does not answer. */
  readonly ask: () => Promise<unknown>;
  /** How often it is asked; half of this is how long a revoked grant is still used on average. */
  readonly everyMs: number;
  /** Grants that could not be confirmed for so long are not used any more. */
  readonly trustMs: number;
  readonly log: Logger;
}

const NONE: readonly string[] = [];

/** The grants that hold now, followed at the exchange. What cannot be confirmed is not granted. */
export class Grants implements Disposable {
  /** Followed with the grants: what ends a right must not wait. */
  readonly revocations = new Revocations();
  #byHolder = new Map<string, readonly Grant[]>();
  #text = '';
  #confirmedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  /** Until when what was said last stays the same by itself. */
  #changesAt = Number.POSITIVE_INFINITY;
  #wasTrusted = false;

  constructor(private readonly parts: GrantsParts) {}

  /**
   * Asks once, and then again and again. `onChange` hears when somebody may read more or less than before, `onRevoked` when tokens
   * do not count any more.
   */
  async start(onChange: () => void, onRevoked: () => void = () => undefined): Promise<void> {
    await this.#refresh(onChange, onRevoked);
    const again = () => {
      if (this.#isClosed) return;
      this.#timer = setTimeout(() => void this.#refresh(onChange, onRevoked).finally(again), this.parts.everyMs);
      this.#timer.unref();
    };
    again();
  }

  /** Whether the exchange confirmed them a short while ago. */
  get isTrusted(): boolean {
    return performance.now() - this.#confirmedAt <= this.parts.trustMs;
  }

  /** What a caller may read for the purpose that he declared. */
  itemsFor(caller: Caller): readonly string[] {
    if (caller.purpose === undefined || this.#byHolder.size === 0 || !this.isTrusted) return NONE;
    const grants = this.#byHolder.get(holderOf(caller));
    if (!grants) return NONE;
    const now = Date.now();
    const covering = grants.filter(({ purpose, until }) => purpose === caller.purpose && until > now);
    return covering.length === 0 ? NONE : [...new Set(covering.flatMap(({ items }) => items))].toSorted();
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #refresh(onChange: () => void, onRevoked: () => void): Promise<void> {
    let changed = Date.now() >= this.#changesAt;
    try {
      const { data } = answerSchema.parse(await this.parts.ask());
      const text = JSON.stringify(data.grantsInForce);
      this.#confirmedAt = performance.now();
      if (this.revocations.take(data.revocationsInForce)) onRevoked();
      changed ||= text !== this.#text;
      if (text !== this.#text) this.#take(data.grantsInForce, text);
    } catch (error) {
      this.parts.log.warn({ reason: (error as Error).message }, 'the grants in force could not be read');
    }
    const now = Date.now();
    const ends = [...this.#byHolder.values()].flat().map(({ until }) => until);
    this.#changesAt = Math.min(Number.POSITIVE_INFINITY, ...ends.filter((until) => until > now));
    if (changed || this.isTrusted !== this.#wasTrusted) onChange();
    this.#wasTrusted = this.isTrusted;
  }

  #take(grants: readonly Grant[], text: string): void {
    const byHolder = new Map<string, Grant[]>();
    for (const grant of grants) {
      const holder = `${grant.party}:${grant.applicant}`;
      const same = byHolder.get(holder);
      if (same) same.push(grant);
      else byHolder.set(holder, [grant]);
    }
    this.#byHolder = byHolder;
    this.#text = text;
  }
}

function holderOf(caller: Caller): string {
  if (caller.kind === 'department') return `DEPARTMENT:${caller.department}`;
  return caller.kind === 'partner' ? `PARTNER:${caller.organization}` : '';
}
