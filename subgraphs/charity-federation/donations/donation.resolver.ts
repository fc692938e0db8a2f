import { createUnionType, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { byId } from '#kit/loading/by-key';
import { refer } from '#kit/publishing/reference';
import { is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { vocabulary } from '#kit/vocabulary';
import { FundraisingCampaign } from '../campaigns/campaign.entity.js';
import { Donor } from '../donors/donor.entity.js';
import { isDonor, mayIdentify } from '../donors/donor-identity.policy.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { ServiceProject } from '../references/service-project.reference.js';
import { DonationSite } from '../sites/site.entity.js';
import { visibleDonations } from './donation-rows.policy.js';
import { Donation, DonationChannel, DonationPurpose, DonationState } from './donation.entity.js';

export const donationRegister = register(Donation, {
  one: 'donation',
  many: 'donations',
  about:
    'Donations, newest first; promises for departments, the charity and the giver. Nothing here tells who an anonymous giver is. 捐赠(匿名者不可识别)',
  rowsFor: visibleDonations,
  order: 'desc',
  filter: {
    state: term('state', DonationState, 'State. 状态'),
    channel: term('channel', DonationChannel, 'Channel. 渠道'),
    purpose: term('purpose', DonationPurpose, 'Kind of designation. 定向对象类别'),
    campaign: is('campaign', 'Campaign. 募捐活动'),
    fund: is('fund', 'Fund. 基金'),
    project: is('projectId', 'Project. 项目'),
    site: is('site', 'Donation site. 捐赠站点'),
    charity: is('charityUscc', 'Charity, by credit code. 慈善组织'),
    within: within('districtCode', 'Raised in this division or below. 募集地区(含下级)'),
  },
});

export const DonorWithheld = vocabulary('DonorWithheld', 'Why a donor is not answered. 捐赠人未公开原因', {
  ANONYMOUS: 'The giver stays unnamed. 匿名捐赠',
  NO_CONSENT: 'The giver did not agree to be published (Charity Law art. 82). 捐赠人未同意公开',
});

const TARGETS = [FundraisingCampaign, CommunityCharityFund, ServiceProject, DonationSite] as const;

const DonationTarget = createUnionType({
  name: 'DonationTarget',
  description: 'What a donation is designated to. 定向捐赠对象',
  types: () => TARGETS,
  resolveType: (value) => TARGETS.find((type) => value instanceof type)?.name,
});

@Resolver(() => Donation)
export class DonationResolver {
  @FieldResolver(() => Donor, {
    nullable: true,
    description: 'The giver. Null for an anonymous gift, and without consent to anyone but our officials. 捐赠人',
  })
  donor(@Root() donation: Donation, @Ctx() context: Context) {
    return visibleDonor(donation, context);
  }

  @FieldResolver(() => DonorWithheld, {
    nullable: true,
    description: 'Why the giver is not answered; null when he is. 捐赠人未公开原因',
  })
  async donorWithheld(@Root() donation: Donation, @Ctx() context: Context) {
    if (await visibleDonor(donation, context)) return null;
    return donation.anonymous ? DonorWithheld.ANONYMOUS : DonorWithheld.NO_CONSENT;
  }

  @FieldResolver(() => DonationTarget, { nullable: true, description: 'What it is designated to. 定向捐赠对象' })
  designatedTo(@Root() donation: Donation, @Ctx() { load }: Context) {
    const { purpose, campaign, fund, site, projectId } = donation;
    switch (purpose) {
      case 'CAMPAIGN':
        return campaign && load(byId(FundraisingCampaign), campaign);
      case 'FUND':
        return fund && load(byId(CommunityCharityFund), fund);
      case 'SITE':
        return site && load(byId(DonationSite), site);
      case 'PROJECT':
        return projectId && refer(ServiceProject, projectId);
      default:
        return purpose satisfies never;
    }
  }
}

/** The giver, as far as this caller may know him; of an anonymous gift only the giver himself may. */
async function visibleDonor({ donor: key, anonymous }: Donation, { load, caller }: Context): Promise<Donor | null> {
  if (!key) return null;
  const donor = await load(byId(Donor), key);
  if (!donor) return null;
  return (anonymous ? isDonor(caller, donor) : mayIdentify(caller, donor)) ? donor : null;
}
