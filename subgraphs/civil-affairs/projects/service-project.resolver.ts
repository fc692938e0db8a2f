import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { includes, is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { loadSite } from '../sites/load-site.loader.js';
import { ServiceSite } from '../sites/service-site.entity.js';
import { projectRows } from './project-rows.policy.js';
import { LinkageMode, ProjectState, ServiceDomain, ServiceProject } from './service-project.entity.js';

export const serviceProjectRegister = register(ServiceProject, {
  one: 'serviceProject',
  many: 'serviceProjects',
  about:
    'Projects that link social workers and volunteers; proposals for departments and the leading organisation. 联动服务项目',
  rowsFor: projectRows.rows,
  filter: {
    within: within('district', 'Works in this division or below. 实施区划'),
    state: term('state', ProjectState, 'State. 状态'),
    domain: term('domain', ServiceDomain, 'Domain. 服务领域'),
    leadOrganization: is('leadOrganization', 'Leading organisation. 牵头机构'),
    linkageMode: includes('linkageModes', LinkageMode, 'Has this linkage mode. 联动方式'),
  },
});

@Resolver(() => ServiceProject)
export class ServiceProjectResolver {
  @FieldResolver(() => ServiceSite, { nullable: true, description: 'Station or centre where it works. 依托站点' })
  site(@Root() { siteId }: ServiceProject, @Ctx() context: Context) {
    return siteId ? loadSite(context, siteId) : null;
  }
}
