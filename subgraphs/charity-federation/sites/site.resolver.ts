import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { includes, is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { visibleDonationsSql } from '../donations/donation-rows.policy.js';
import { Donation } from '../donations/donation.entity.js';
import { AcceptedGift, DonationSite, DonationSiteState } from './site.entity.js';

export const donationSiteRegister = register(DonationSite, {
  one: 'donationSite',
  many: 'donationSites',
  about: 'Community donation sites. 社区慈善捐赠站点',
  filter: {
    state: term('state', DonationSiteState, 'State. 状态'),
    accepts: includes('accepts', AcceptedGift, 'What it accepts. 接受捐赠类别'),
    sponsor: is('sponsorUscc', 'Sponsoring charity, by credit code. 合作慈善组织'),
    within: within('districtCode', 'In this division or below. 地区(含下级)'),
  },
});

@Resolver(() => DonationSite)
export class DonationSiteResolver {
  @FieldResolver(() => connectionOf(Donation), { description: 'Donations made here, newest first. 站点捐赠' })
  donations(@Root() { id }: DonationSite, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    return load(childrenOf(Donation, 'site', page, { order: 'desc', where: visibleDonationsSql(caller) }), id);
  }
}
