import { chinaDate, addDays } from '#kit/deadlines/china-date';
import type { SeedDonation, World } from '#seed/world-types';
import type { Donation } from '../donations/donation.entity.js';

export interface SeededDonation {
  readonly donation: SeedDonation;
  readonly index: number;
  readonly charityUscc: string;
  readonly districtCode: string;
  readonly state: 'PAID' | 'CONFIRMED' | 'REFUNDED';
}

const HOUR_MS = 3_600_000;

/** The world's donations with what the charity adds: the last three days are not in its account yet, one in 97 went back. */
export function* seedDonations(world: World): Generator<SeededDonation> {
  const campaigns = new Map(world.campaigns.map((campaign) => [campaign.id, campaign]));
  const funds = new Map(world.funds.map((fund) => [fund.id, fund]));
  const projects = new Map(world.projects.map((project) => [project.id, project]));
  const charities = world.byRole('CHARITY_FEDERATION', 'COMMUNITY_FOUNDATION');
  const recent = addDays(world.options.today, -3);
  let index = 0;
  for (const donation of world.donations()) {
    const { designation, receivedAt } = donation;
    const campaign = campaigns.get(designation.id);
    const fund = funds.get(designation.id);
    const project = projects.get(designation.id);
    const spare = charities[(project?.index ?? 0) % Math.max(1, charities.length)]?.uscc ?? '';
    const waiting = chinaDate(receivedAt) >= recent;
    yield {
      donation,
      index,
      charityUscc: campaign?.charityUscc ?? fund?.hostUscc ?? spare,
      districtCode: (campaign ?? fund ?? project)?.districtCode ?? '',
      state: waiting ? 'PAID' : index % 97 === 96 ? 'REFUNDED' : 'CONFIRMED',
    };
    index += 1;
  }
}

export function* donationRows(world: World): Generator<Partial<Donation>> {
  for (const { donation, charityUscc, districtCode, state } of seedDonations(world)) {
    const { id, donorIndex, anonymous, amountFen, receivedAt, designation, projectId } = donation;
    const confirmedAt = new Date(receivedAt.getTime() + 26 * HOUR_MS);
    const refunded = state === 'REFUNDED';
    yield {
      id,
      donor: donorIndex === null ? null : world.donor(donorIndex).id,
      anonymous: anonymous || donorIndex === null,
      amountFen,
      purpose: designation.kind,
      campaign: designation.kind === 'CAMPAIGN' ? designation.id : null,
      fund: designation.kind === 'FUND' ? designation.id : null,
      projectId,
      charityUscc,
      districtCode,
      channel: designation.kind === 'FUND' ? 'BANK_TRANSFER' : 'ONLINE_PLATFORM',
      state,
      pledgedAt: receivedAt,
      receivedAt,
      confirmedAt: state === 'PAID' ? null : confirmedAt,
      refundedAt: refunded ? new Date(confirmedAt.getTime() + 20 * HOUR_MS) : null,
      refundReason: refunded ? '捐赠人申请退款(误操作)' : null,
    };
  }
}
