import { Args, Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { contains, is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { FenScalar } from '#kit/scalars';
import { FundraisingCampaign } from '../campaigns/campaign.entity.js';
import { Disbursement } from '../disbursements/disbursement.entity.js';
import { visibleDonationsSql } from '../donations/donation-rows.policy.js';
import { Donation } from '../donations/donation.entity.js';
import { fundRows } from './fund-rows.policy.js';
import { FundEntry } from './fund-entry.entity.js';
import { fundTotals } from './fund-totals.loader.js';
import { CharityFundState, CommunityCharityFund } from './fund.entity.js';

export const charityFundRegister = register(CommunityCharityFund, {
  one: 'charityFund',
  many: 'charityFunds',
  about: 'Community charity funds; those not open yet for departments and the two sides. 社区慈善基金',
  rowsFor: fundRows.rows,
  filter: {
    state: term('state', CharityFundState, 'State. 状态'),
    host: is('hostUscc', 'Managing charity, by credit code. 管理慈善组织'),
    community: is('communityId', 'Community. 社区'),
    within: within('districtCode', 'Serves this division or one below. 辖区(含下级)'),
    name: contains('name', 'Part of the name. 名称包含'),
  },
});

@Resolver(() => CommunityCharityFund)
export class CommunityCharityFundResolver {
  @FieldResolver(() => FenScalar, { description: 'Raised by donations less refunds, in fen. 募集净额(分)' })
  async raisedFen(@Root() { id }: CommunityCharityFund, @Ctx() { load }: Context) {
    return (await load(fundTotals, id)).raisedFen;
  }

  @FieldResolver(() => FenScalar, { description: 'Spent on projects less reversals, in fen. 支出净额(分)' })
  async spentFen(@Root() { id }: CommunityCharityFund, @Ctx() { load }: Context) {
    return (await load(fundTotals, id)).spentFen;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Share of the spending inside its own district, 0 to 1 (S4-08); null before any. 辖区内使用占比',
  })
  async inDistrictShare(@Root() { id }: CommunityCharityFund, @Ctx() { load }: Context) {
    const { spentFen, outOfDistrictFen } = await load(fundTotals, id);
    return spentFen === 0 ? null : (spentFen - outOfDistrictFen) / spentFen;
  }

  @FieldResolver(() => connectionOf(FundEntry), { description: 'Its book, oldest first. 基金分录' })
  entries(@Root() { id }: CommunityCharityFund, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(FundEntry, 'fund', page), id);
  }

  @FieldResolver(() => connectionOf(Donation), { description: 'Donations booked here, newest first. 捐赠' })
  donations(
    @Root() { id }: CommunityCharityFund,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { load, caller }: Context,
  ) {
    return load(childrenOf(Donation, 'fund', page, { order: 'desc', where: visibleDonationsSql(caller) }), id);
  }

  @FieldResolver(() => connectionOf(Disbursement), { description: 'Its payments, newest first. 拨付' })
  disbursements(@Root() { id }: CommunityCharityFund, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(Disbursement, 'fund', page, { order: 'desc' }), id);
  }

  @FieldResolver(() => connectionOf(FundraisingCampaign), {
    description: 'Campaigns whose income is booked here. 为其募捐的活动',
  })
  campaigns(@Root() { id }: CommunityCharityFund, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(FundraisingCampaign, 'fund', page, { order: 'desc' }), id);
  }
}
