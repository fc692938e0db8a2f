import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { contains, is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { ServiceProject } from '../projects/service-project.entity.js';
import { SocialWorker } from '../social-workers/social-worker.entity.js';
import { projectRows } from '../projects/project-rows.policy.js';
import { organizationRows } from './organization-rows.policy.js';
import { Organization, OrganizationState, OrganizationType } from './organization.entity.js';

export const organizationRegister = register(Organization, {
  one: 'organization',
  many: 'organizations',
  about:
    'Registered organisations; for departments also those that apply or were refused, for an organisation itself. 社会组织登记',
  rowsFor: organizationRows.rows,
  filter: {
    within: within('district', 'Registered in this division or below. 登记区划'),
    type: term('type', OrganizationType, 'Legal kind. 组织类型'),
    state: term('state', OrganizationState, 'State. 状态'),
    role: is('role', 'Part in the linkage. 角色'),
    name: contains('name', 'Part of the name. 名称关键词'),
  },
});

@Resolver(() => Organization)
export class OrganizationResolver {
  @FieldResolver(() => connectionOf(ServiceProject), { description: 'Projects that it leads. 牵头项目' })
  projects(@Root() { uscc }: Organization, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    return load(childrenOf(ServiceProject, 'leadOrganization', page, { where: projectRows.sql(caller) }), uscc);
  }

  @FieldResolver(() => connectionOf(SocialWorker), { description: 'Social workers whom it employs. 聘用社工' })
  socialWorkers(@Root() { uscc }: Organization, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(SocialWorker, 'employer', page), uscc);
  }
}
