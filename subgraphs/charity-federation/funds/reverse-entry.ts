import { type Act, action } from '#kit/actions/action';
import { id, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { officials } from '#kit/identity/access';
import { disbursementLifecycle } from '../disbursements/disbursement.lifecycle.js';
import { Disbursement } from '../disbursements/disbursement.entity.js';
import { events } from '../events.js';
import { FundEntry } from './fund-entry.entity.js';
import { CommunityCharityFund } from './fund.entity.js';
import { postEntry } from './post-entry.js';

export const reverseEntry = action({
  about:
    'Undoes a posting by the opposite one, once: seed money or a payment. A donation is undone by refundDonation. 凭证冲正',
  row: 'S1-18',
  may: officials('charity-federation'),
  input: {
    entryId: id('Any leg of the posting. 分录'),
    reason: text('Why. 冲正原因'),
  },
  returns: FundEntry,
  async run(act, { entryId, reason }) {
    const entry = await act.require(FundEntry, entryId, 'entryId');
    ensure(entry.kind !== 'REVERSAL', 'RULE_BROKEN', 'a reversal is not reversed', { field: 'entryId', rule: 'S1-18' });
    ensure(entry.kind !== 'RAISED', 'RULE_BROKEN', 'a donation is undone by refunding it', {
      field: 'entryId',
      rule: 'S4-14',
    });
    const fund = await act.lock(CommunityCharityFund, entry.fund);
    ensure(fund.state !== 'CLOSED', 'ILLEGAL_TRANSITION', 'the fund is closed', { field: 'entryId' });
    await ensureNotReversed(act, entry.posting);
    const legs = await act.em.find(FundEntry, { posting: entry.posting });
    const own = legs.find(({ account }) => account === 'FUND');
    const counter = legs.find(({ account }) => account !== 'FUND')?.account;
    if (!own || !counter || counter === 'FUND') throw new Error(`posting ${entry.posting} has no two sides`);
    const { disbursement, posting: reverses, amountFen } = own;
    const reversal = postEntry(act, {
      fund: fund.id,
      kind: 'REVERSAL',
      amountFen: -amountFen,
      counter,
      disbursement,
      reverses,
      memo: reason,
    });
    if (disbursement) {
      const payment = await act.lock(Disbursement, disbursement);
      await disbursementLifecycle.fire(act, payment, 'reverse');
    }
    act.announce(events.FundEntryReversed, {
      subject: fund,
      organization: fund.hostUscc,
      district: fund.districtCode,
      facts: { kind: entry.kind, amountFen: -amountFen },
    });
    return reversal;
  },
});

async function ensureNotReversed({ em }: Act, posting: string): Promise<void> {
  const reversals = await em.count(FundEntry, { reverses: posting });
  ensure(reversals === 0, 'DUPLICATE', 'this posting was reversed already', { field: 'entryId', rule: 'S1-18' });
}
