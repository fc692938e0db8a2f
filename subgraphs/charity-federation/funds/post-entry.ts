import type { Act } from '#kit/actions/action';
import type { Term } from '#kit/vocabulary';
import { newId } from '#lib/new-id';
import { type FundAccount, FundEntry, type FundEntryKind } from './fund-entry.entity.js';

export interface Posting {
  readonly fund: string;
  readonly kind: Term<typeof FundEntryKind>;
  /** Into the fund when positive, out of it when negative. */
  readonly amountFen: number;
  /** Where it comes from or goes to. */
  readonly counter: Exclude<Term<typeof FundAccount>, 'FUND'>;
  readonly donation?: string | null | undefined;
  readonly disbursement?: string | null | undefined;
  /** The posting that this one undoes. */
  readonly reverses?: string | undefined;
  readonly memo?: string | undefined;
}

/**
 * Books both legs of a posting and answers the leg of the fund. The database moves the balance, and refuses one below
 * zero (INSUFFICIENT_FUNDS) when the transaction is flushed.
 */
export function postEntry(act: Act, posting: Posting): FundEntry {
  const {
    fund,
    kind,
    amountFen,
    counter,
    donation = null,
    disbursement = null,
    reverses = null,
    memo = null,
  } = posting;
  const key = newId('pst');
  const leg = (account: Term<typeof FundAccount>, amount: number) =>
    act.em.create(FundEntry, {
      id: newId('fen'),
      posting: key,
      fund,
      account,
      kind,
      amountFen: amount,
      donation,
      disbursement,
      reverses,
      memo,
      enteredAt: act.now,
    });
  const entry = leg('FUND', amountFen);
  leg(counter, -amountFen);
  return entry;
}
