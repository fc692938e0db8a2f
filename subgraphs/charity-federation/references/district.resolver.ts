import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { divisionPrefix } from '#kit/queries/division-prefix';
import { FenScalar } from '#kit/scalars';
import { raisedInDivision } from '../donations/raised-in-division.loader.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { District } from './district.reference.js';

@Resolver(() => District)
export class DistrictResolver {
  @FieldResolver(() => FenScalar, {
    description: 'Confirmed donations raised here and in all divisions below, in fen. 募集总额(分,含下级)',
  })
  raisedFen(@Root() { code }: District, @Ctx() { load }: Context) {
    return load(raisedInDivision, divisionPrefix(code));
  }

  @FieldResolver(() => connectionOf(CommunityCharityFund), {
    description: 'Community charity funds here and in all divisions below. 社区慈善基金(含下级)',
  })
  charityFunds(@Root() { code }: District, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(CommunityCharityFund, 'districtCode', page, { prefix: true }), divisionPrefix(code));
  }
}
