import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { is, term } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { projectRows } from '../projects/project-rows.policy.js';
import { ServiceProject } from '../projects/service-project.entity.js';
import { SocialWorkQualification } from './social-work-qualification.entity.js';
import { SocialWorker, SocialWorkerState, SocialWorkLevel } from './social-worker.entity.js';

export const socialWorkerRegister = register(SocialWorker, {
  one: 'socialWorker',
  many: 'socialWorkers',
  about: 'Registered social workers. 社会工作者登记',
  filter: {
    level: term('level', SocialWorkLevel, 'Highest level. 最高级别'),
    state: term('state', SocialWorkerState, 'State. 状态'),
    employer: is('employer', 'Employing organisation. 聘用单位'),
    community: is('community', 'Community of work. 服务社区'),
  },
});

@Resolver(() => SocialWorker)
export class SocialWorkerResolver {
  @FieldResolver(() => connectionOf(SocialWorkQualification), { description: 'Certificates. 职业资格证书' })
  qualifications(@Root() { id }: SocialWorker, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(SocialWorkQualification, 'socialWorker', page), id);
  }

  @FieldResolver(() => connectionOf(ServiceProject), {
    description: 'Projects that the worker guides (S0-06). 督导项目',
  })
  guidedProjects(@Root() { id }: SocialWorker, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    return load(childrenOf(ServiceProject, 'guide', page, { where: projectRows.sql(caller) }), id);
  }
}
