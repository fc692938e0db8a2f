import { Args, Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { computed } from '#kit/publishing/sharing';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { vocabulary } from '#kit/vocabulary';
import { ResidentNeed } from '../needs/resident-need.entity.js';
import { SocialWorker } from '../social-workers/social-worker.entity.js';
import { Community, UrbanRural } from './community.entity.js';
import { professionalsByCommunity } from './professionals-by-community.loader.js';
import { type StaffingNorm, staffingNorm } from './staffing-norm.js';

const StaffingVerdict = vocabulary('StaffingVerdict', 'Whether a staffing norm is met. 配备标准达标情况', {
  MET: 'Met. 达标',
  BROKEN: 'Not met. 未达标',
  NOT_APPLICABLE: 'The norm does not apply here. 不适用',
  UNDEFINED: 'There is nobody to take a share of. 无法计算',
});

@computed('S3-01')
@ObjectType({ description: 'Staffing norms of a community, computed (S3-01 to S3-03). 社区社工配备标准' })
export class CommunityStaffing {
  @Field(() => Int, { description: 'Professionals required. 应配备人数' })
  required!: number;

  @Field(() => Int, { description: 'Professionals there are. 实际人数' })
  actual!: number;

  @Field(() => Float, { nullable: true, description: 'Share of community workers; null without any. 占比' })
  share!: number | null;

  @Field(() => StaffingVerdict, { description: 'Norm of headcount. 人数是否达标' })
  headcount!: string;

  @Field(() => StaffingVerdict, { description: 'Norm of 30 percent, urban communities only. 占比是否达标' })
  shareVerdict!: string;
}

export const communityRegister = register(Community, {
  one: 'community',
  many: 'communities',
  about: 'Communities and villages. 社区与村',
  filter: {
    within: within('district', 'In this division or below. 所属区划'),
    district: is('district', 'Exactly this town. 所属镇街'),
    urbanRural: term('urbanRural', UrbanRural, 'Urban or rural. 城乡类别'),
  },
});

@Resolver(() => Community)
export class CommunityResolver {
  @FieldResolver(() => Int, { description: 'Persons with a valid qualification who work here. 专业社工人数' })
  professionals(@Root() { id }: Community, @Ctx() { load }: Context): Promise<number> {
    return load(professionalsByCommunity, id);
  }

  @FieldResolver(() => CommunityStaffing, { description: 'Staffing norms and whether they are met. 配备标准' })
  async staffing(@Root() community: Community, @Ctx() { load }: Context): Promise<StaffingNorm> {
    const { urbanRural, conditionsMet, communityWorkers } = community;
    const professionals = await load(professionalsByCommunity, community.id);
    return staffingNorm({ urbanRural, conditionsMet, communityWorkers, professionals });
  }

  @FieldResolver(() => connectionOf(SocialWorker), { description: 'Social workers of the community. 社区社工' })
  socialWorkers(@Root() { id }: Community, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(SocialWorker, 'community', page), id);
  }

  @FieldResolver(() => connectionOf(ResidentNeed), { description: 'Needs filed in the community. 居民需求' })
  needs(@Root() { id }: Community, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(ResidentNeed, 'community', page), id);
  }
}
