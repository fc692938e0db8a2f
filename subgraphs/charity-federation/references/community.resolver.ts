import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { fundByCommunity } from '../funds/fund-by-community.loader.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { Community } from './community.reference.js';

@Resolver(() => Community)
export class CommunityResolver {
  @FieldResolver(() => CommunityCharityFund, {
    nullable: true,
    description: 'The charity fund that serves this community and is not closed. 社区慈善基金',
  })
  charityFund(@Root() { id }: Community, @Ctx() { load }: Context) {
    return load(fundByCommunity, id);
  }
}
