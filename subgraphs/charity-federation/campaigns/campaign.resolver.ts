import { Args, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { computed } from '#kit/publishing/sharing';
import { chinaDate } from '#kit/deadlines/china-date';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { contains, is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { DateScalar, FenScalar } from '#kit/scalars';
import { confirmedSum } from '../donations/confirmed-sum.loader.js';
import { visibleDonationsSql } from '../donations/donation-rows.policy.js';
import { Donation } from '../donations/donation.entity.js';
import { CampaignState, FundraisingCampaign } from './campaign.entity.js';
import { type DisclosureDuty, disclosureDuties } from './disclosure-calendar.js';
import { CampaignDisclosureKind, CampaignReport } from './report.entity.js';
import { reportsByCampaign } from './reports-by-campaign.loader.js';

export const campaignRegister = register(FundraisingCampaign, {
  one: 'campaign',
  many: 'campaigns',
  about: 'Public fundraising campaigns, newest first. 公开募捐活动',
  order: 'desc',
  filter: {
    state: term('state', CampaignState, 'State. 状态'),
    charity: is('charityUscc', 'Charity, by credit code. 慈善组织'),
    project: is('projectId', 'Project. 项目'),
    fund: is('fund', 'Fund. 基金'),
    within: within('districtCode', 'Raises in this division or below. 地区(含下级)'),
    title: contains('title', 'Part of the title. 名称包含'),
  },
});

@computed('S0-28')
@ObjectType({ description: 'What a campaign has to publish, and whether it did (Charity Law art. 79). 应公开事项' })
export class CampaignDisclosure implements DisclosureDuty {
  @Field(() => CampaignDisclosureKind, { description: 'Periodic or final. 类别' })
  kind!: DisclosureDuty['kind'];

  @Field(() => DateScalar, { description: 'First day covered. 报告期开始' })
  periodFrom!: string;

  @Field(() => DateScalar, { description: 'Last day covered. 报告期结束' })
  periodTo!: string;

  @Field(() => DateScalar, { description: 'Last day on which it may be published. 应公开日期' })
  dueOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'When it was published. 公开日期' })
  publishedOn!: string | null;

  @Field(() => Boolean, { description: 'Due and not published, or published too late. 是否逾期' })
  overdue!: boolean;
}

@Resolver(() => FundraisingCampaign)
export class FundraisingCampaignResolver {
  @FieldResolver(() => FenScalar, { description: 'Confirmed donations, in fen. 募得金额(分)' })
  raisedFen(@Root() { id }: FundraisingCampaign, @Ctx() { load }: Context) {
    return load(confirmedSum('campaign_id'), id);
  }

  @FieldResolver(() => connectionOf(Donation), { description: 'Donations, newest first. 捐赠' })
  donations(
    @Root() { id }: FundraisingCampaign,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { load, caller }: Context,
  ) {
    return load(childrenOf(Donation, 'campaign', page, { order: 'desc', where: visibleDonationsSql(caller) }), id);
  }

  @FieldResolver(() => connectionOf(CampaignReport), { description: 'Published accounts. 已公开报告' })
  reports(@Root() { id }: FundraisingCampaign, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(CampaignReport, 'campaign', page), id);
  }

  @FieldResolver(() => [CampaignDisclosure], {
    description: 'What has to be published and until when (art. 79). 应公开事项及期限',
  })
  async disclosures(@Root() campaign: FundraisingCampaign, @Ctx() { load }: Context): Promise<CampaignDisclosure[]> {
    const reports = await load(reportsByCampaign, campaign.id);
    const today = chinaDate(new Date());
    return disclosureDuties(campaign).map((duty) => {
      const report = reports.find(
        ({ kind, periodFrom }) => kind === duty.kind && (kind === 'FINAL' || periodFrom === duty.periodFrom),
      );
      const publishedOn = report?.publishedOn ?? null;
      return Object.assign(new CampaignDisclosure(), {
        ...duty,
        publishedOn,
        overdue: (publishedOn ?? today) > duty.dueOn,
      });
    });
  }
}
