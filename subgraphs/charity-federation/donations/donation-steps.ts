import type { Act } from '#kit/actions/action';
import { ensure } from '#kit/actions/problem';
import { sql } from '#kit/sql';
import { FundraisingCampaign } from '../campaigns/campaign.entity.js';
import { events } from '../events.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { postEntry } from '../funds/post-entry.js';
import { donationLifecycle } from './donation.lifecycle.js';
import type { Donation } from './donation.entity.js';
import { announcementOf } from './donation-announcement.js';

/** PLEDGED → PAID. */
export async function payStep(act: Act, donation: Donation): Promise<void> {
  await donationLifecycle.fire(act, donation, 'pay');
  donation.receivedAt = act.now;
  act.announce(events.DonationReceived, announcementOf(donation));
}

/** PAID → CONFIRMED: it now counts as raised, is booked into its fund, and may reach the goal of its campaign. */
export async function confirmStep(act: Act, donation: Donation): Promise<void> {
  await donationLifecycle.fire(act, donation, 'confirm');
  donation.confirmedAt = act.now;
  // The campaign before the fund, as everywhere, so that two changes never wait for each other.
  const campaign = donation.campaign ? await act.lock(FundraisingCampaign, donation.campaign) : undefined;
  if (campaign) {
    ensure(campaign.state !== 'DISCLOSED', 'RULE_BROKEN', 'the final account of the campaign is published', {
      rule: 'S4-20',
    });
  }
  if (donation.fund) {
    const fund = await act.lock(CommunityCharityFund, donation.fund);
    ensure(fund.state !== 'CLOSED', 'RULE_BROKEN', 'the fund is closed', { rule: 'S4-06' });
    const { fund: key, amountFen, id } = donation;
    postEntry(act, { fund: key, kind: 'RAISED', amountFen, counter: 'DONORS', donation: id });
  }
  act.announce(events.DonationConfirmed, announcementOf(donation));
  if (campaign && !campaign.goalReachedAt) await reachGoal(act, campaign);
}

/** The campaign is locked, so exactly one donation finds that it reached the goal. */
async function reachGoal(act: Act, campaign: FundraisingCampaign): Promise<void> {
  await act.em.flush();
  const [sum] = await sql<{ total: string }>(
    act.em,
    `select coalesce(sum(amount_fen), 0) as total from donation where campaign_id = ? and state = 'CONFIRMED'`,
    [campaign.id],
  );
  if (Number(sum?.total ?? 0) < campaign.goalFen) return;
  campaign.goalReachedAt = act.now;
  act.announce(events.GoalReached, {
    subject: campaign,
    district: campaign.districtCode,
    organization: campaign.charityUscc,
    project: campaign.projectId ?? null,
    facts: { goalFen: campaign.goalFen },
  });
}
