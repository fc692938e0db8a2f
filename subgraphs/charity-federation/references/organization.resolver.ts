import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { FundraisingCampaign } from '../campaigns/campaign.entity.js';
import { fundRows } from '../funds/fund-rows.policy.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { FundraisingQualification } from '../qualifications/qualification.entity.js';
import { Organization } from './organization.reference.js';

@Resolver(() => Organization)
export class OrganizationResolver {
  @FieldResolver(() => connectionOf(FundraisingCampaign), { description: 'Campaigns of this charity. 募捐活动' })
  campaigns(@Root() { uscc }: Organization, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(FundraisingCampaign, 'charityUscc', page, { order: 'desc' }), uscc);
  }

  @FieldResolver(() => connectionOf(CommunityCharityFund), { description: 'Funds that it manages. 管理的社区慈善基金' })
  charityFunds(@Root() { uscc }: Organization, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    return load(childrenOf(CommunityCharityFund, 'hostUscc', page, { where: fundRows.sql(caller) }), uscc);
  }

  @FieldResolver(() => connectionOf(FundraisingQualification), {
    description: 'Its public-fundraising qualifications, past ones too. 公开募捐资格',
  })
  fundraisingQualifications(
    @Root() { uscc }: Organization,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { load }: Context,
  ) {
    return load(childrenOf(FundraisingQualification, 'organization', page), uscc);
  }
}
