import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { connectionOf } from '#kit/pagination/connection';
import { childrenOf } from '#kit/pagination/children';
import { PageArgs } from '#kit/pagination/page';
import { is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { Organization } from '../organizations/organization.entity.js';
import { District, DistrictKind, DistrictLevel } from './district.entity.js';

export const districtRegister = register(District, {
  one: 'district',
  many: 'districts',
  about: 'Administrative divisions and functional zones. 行政区划与功能区',
  filter: {
    level: term('level', DistrictLevel, 'Level. 级别'),
    kind: term('kind', DistrictKind, 'Statutory or functional zone. 性质'),
    parent: is('parent', 'Code of the division above. 上级代码'),
    within: within('code', 'This division and all below it. 含下级'),
  },
});

@Resolver(() => District)
export class DistrictResolver {
  @FieldResolver(() => connectionOf(District), { description: 'The divisions directly below. 下级区划' })
  children(@Root() district: District, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(District, 'parent', page), district.code);
  }

  @FieldResolver(() => connectionOf(Organization), { description: 'Organisations registered here. 本区划登记的组织' })
  organizations(@Root() district: District, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(Organization, 'district', page), district.code);
  }
}
