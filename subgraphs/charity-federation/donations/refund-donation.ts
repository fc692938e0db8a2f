import { type Act, action } from '#kit/actions/action';
import { id, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { anyOf, officials, partners } from '#kit/identity/access';
import { FundraisingCampaign } from '../campaigns/campaign.entity.js';
import { events } from '../events.js';
import { FundEntry } from '../funds/fund-entry.entity.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { postEntry } from '../funds/post-entry.js';
import { DonationReceipt } from '../receipts/receipt.entity.js';
import { Donation } from './donation.entity.js';
import { announcementOf } from './donation-announcement.js';
import { donationLifecycle } from './donation.lifecycle.js';
import { lockOwnDonation } from './step-on-donation.js';

export const refundDonation = action({
  about:
    'Gives a donation back: takes it out of its fund again and voids its receipt. Not after the final account. 捐赠退款',
  row: 'S4-14',
  may: anyOf(officials('charity-federation'), partners),
  input: {
    donationId: id('The donation. 捐赠'),
    reason: text('Why. 退款原因'),
  },
  returns: Donation,
  async run(act, { donationId, reason }) {
    const donation = await lockOwnDonation(act, donationId);
    await donationLifecycle.fire(act, donation, 'refund');
    donation.refundedAt = act.now;
    donation.refundReason = reason;
    const campaign = donation.campaign ? await act.lock(FundraisingCampaign, donation.campaign) : undefined;
    ensure(campaign?.state !== 'DISCLOSED', 'RULE_BROKEN', 'the final account of the campaign is published', {
      field: 'donationId',
      rule: 'S4-20',
    });
    await unbook(act, donation);
    const receipt = await act.em.findOne(DonationReceipt, { donation: donation.id });
    if (receipt) receipt.voidedOn = chinaDate(act.now);
    act.announce(events.DonationRefunded, announcementOf(donation));
    return donation;
  },
});

async function unbook(act: Act, { id: donation, fund, amountFen, confirmedAt }: Donation): Promise<void> {
  if (!fund || !confirmedAt) return;
  await act.lock(CommunityCharityFund, fund);
  const booked = await act.em.findOne(FundEntry, { donation, kind: 'RAISED', account: 'FUND' });
  if (!booked) return;
  const reverses = booked.posting;
  postEntry(act, { fund, kind: 'REVERSAL', amountFen: -amountFen, counter: 'DONORS', donation, reverses });
}
