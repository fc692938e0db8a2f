import type { Seeder } from '#kit/seeding/seeder';
import type { World } from '#seed/world-types';
import { FundraisingCampaign } from '../campaigns/campaign.entity.js';
import { Disbursement } from '../disbursements/disbursement.entity.js';
import { Donation } from '../donations/donation.entity.js';
import { events } from '../events.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { DonationSite } from '../sites/site.entity.js';
import { seedDonations, type SeededDonation } from './donations.js';

const MOST = 80;
const FEW = 15;

function subject<T extends object>(entity: new (...args: never[]) => T, id: string): T {
  return Object.assign(Object.create(entity.prototype as object) as T, { id });
}

/** About 150 recent events, so that the feed begins with a history. */
export function announceHistory(seeder: Seeder, world: World): void {
  for (const { donation, charityUscc, districtCode } of latestDonations(world)) {
    const { id, designation, anonymous, donorIndex, amountFen, receivedAt, projectId } = donation;
    seeder.announce(events.DonationReceived, {
      subject: subject(Donation, id),
      at: receivedAt,
      district: districtCode,
      organization: charityUscc,
      project: projectId,
      facts: { amountFen, purpose: designation.kind },
      audience: anonymous || donorIndex === null ? 'departments' : undefined,
    });
  }
  for (const { id, from, charityUscc, districtCode, projectId, goalFen } of world.campaigns
    .filter(({ state }) => state === 'RUNNING')
    .slice(0, FEW)) {
    seeder.announce(events.CampaignLaunched, {
      subject: subject(FundraisingCampaign, id),
      at: new Date(`${from}T01:00:00Z`),
      district: districtCode,
      organization: charityUscc,
      project: projectId,
      facts: { goalFen },
    });
  }
  for (const { id, openedOn, hostUscc, districtCode, seedFen } of world.funds.slice(0, FEW)) {
    const about = { subject: subject(CommunityCharityFund, id), district: districtCode, organization: hostUscc };
    const at = new Date(`${openedOn}T02:00:00Z`);
    seeder.announce(events.FundOpened, { ...about, at, facts: { seedFen } });
    seeder.announce(events.SeedGranted, { ...about, at, facts: { amountFen: seedFen } });
  }
  let paid = 0;
  for (const { id, fund, projectId, districtCode, amountFen, paidAt, reason } of world.disbursements()) {
    if (paid++ >= FEW) break;
    seeder.announce(events.FundSpent, {
      subject: subject(Disbursement, id),
      at: paidAt,
      district: districtCode,
      organization: fund.hostUscc,
      project: projectId,
      facts: { amountFen, fund: fund.id, outOfDistrict: reason !== null },
    });
  }
  for (const { id, openedOn, sponsorUscc, accepts } of world.donationSites.slice(0, FEW)) {
    seeder.announce(events.DonationSiteOpened, {
      subject: subject(DonationSite, id),
      at: new Date(`${openedOn}T03:00:00Z`),
      organization: sponsorUscc,
      facts: { goods: accepts.includes('GOODS') },
    });
  }
}

/** The newest donations, without keeping all of them. */
function latestDonations(world: World): readonly SeededDonation[] {
  let kept: SeededDonation[] = [];
  const newest = () =>
    kept.sort((a, b) => b.donation.receivedAt.getTime() - a.donation.receivedAt.getTime()).slice(0, MOST);
  for (const seeded of seedDonations(world)) {
    kept.push(seeded);
    if (kept.length >= MOST * 50) kept = newest();
  }
  return newest();
}
