import { type Act, action } from '#kit/actions/action';
import { id, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { anyOf, officials, partners } from '#kit/identity/access';
import { amountInWords } from '#kit/money/amount-in-words';
import { sql } from '#kit/sql';
import { announcementOf } from '../donations/donation-announcement.js';
import { DonationState } from '../donations/donation.entity.js';
import { lockOwnDonation } from '../donations/step-on-donation.js';
import { Donor } from '../donors/donor.entity.js';
import { events } from '../events.js';
import { ANONYMOUS_NAME, DonationReceipt } from './receipt.entity.js';
import { receiptNo } from './receipt-no.js';

export const issueReceipt = action({
  about: 'Issues the receipt of a confirmed donation, once (Charity Law art. 38). 开具捐赠票据',
  row: 'S4-14',
  may: anyOf(officials('charity-federation'), partners),
  input: {
    donationId: id('The donation. 捐赠'),
    handler: text('Who handles it. 经手人', { max: 40 }),
  },
  returns: DonationReceipt,
  async run(act, { donationId, handler }) {
    const donation = await lockOwnDonation(act, donationId);
    ensure(
      donation.state === DonationState.CONFIRMED,
      'ILLEGAL_TRANSITION',
      'a receipt needs money that reached the account of the charity',
      { field: 'donationId', rule: 'S4-14' },
    );
    const issued = await act.em.count(DonationReceipt, { donation: donation.id });
    ensure(issued === 0, 'DUPLICATE', 'this donation has a receipt already', { field: 'donationId', rule: 'S4-14' });
    const { anonymous, donor, amountFen, charityUscc } = donation;
    const issuedOn = chinaDate(act.now);
    const receipt = act.em.create(DonationReceipt, {
      no: await nextNo(act, charityUscc, Number(issuedOn.slice(0, 4))),
      donation: donation.id,
      donorName: anonymous || !donor ? ANONYMOUS_NAME : (await act.require(Donor, donor, 'donationId')).displayName,
      amountFen,
      amountInWords: amountInWords(amountFen),
      charityUscc,
      handler,
      issuedOn,
    });
    act.announce(events.ReceiptIssued, announcementOf(donation));
    return receipt;
  },
});

/** Counts in one locked row per charity and year; a rolled-back transaction leaves no gap. */
async function nextNo({ em }: Act, charityUscc: string, year: number): Promise<string> {
  const [counter] = await sql<{ last: number }>(
    em,
    `insert into receipt_counter (charity_uscc, year, last) values (?, ?, 1)
     on conflict (charity_uscc, year) do update set last = receipt_counter.last + 1 returning last`,
    [charityUscc, year],
  );
  if (!counter) throw new Error('the receipt counter answered no row');
  return receiptNo(charityUscc, year, counter.last);
}
