import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { FenScalar } from '#kit/scalars';
import { Disbursement } from '../disbursements/disbursement.entity.js';
import { projectPayments } from '../disbursements/project-payments.loader.js';
import { confirmedSum } from '../donations/confirmed-sum.loader.js';
import { visibleDonationsSql } from '../donations/donation-rows.policy.js';
import { Donation } from '../donations/donation.entity.js';
import { ServiceProject } from './service-project.reference.js';

@Resolver(() => ServiceProject)
export class ServiceProjectResolver {
  @FieldResolver(() => connectionOf(Donation), {
    description: 'Donations to it, directly or through a campaign, newest first. 收到的捐赠',
  })
  donations(@Root() { id }: ServiceProject, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    return load(childrenOf(Donation, 'projectId', page, { order: 'desc', where: visibleDonationsSql(caller) }), id);
  }

  @FieldResolver(() => connectionOf(Disbursement), {
    description: 'Payments of community charity funds, newest first. 社区慈善基金拨付',
  })
  disbursements(@Root() { id }: ServiceProject, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(Disbursement, 'projectId', page, { order: 'desc' }), id);
  }

  @FieldResolver(() => FenScalar, { description: 'Confirmed donations to it, in fen. 募集总额(分)' })
  raisedFen(@Root() { id }: ServiceProject, @Ctx() { load }: Context) {
    return load(confirmedSum('project_id'), id);
  }

  @FieldResolver(() => FenScalar, { description: 'Paid to it by community charity funds, in fen. 基金已拨付(分)' })
  async disbursedFen(@Root() { id }: ServiceProject, @Ctx() { load }: Context) {
    return (await load(projectPayments, id)).paidFen;
  }

  @FieldResolver(() => FenScalar, { description: 'Committed to it and not yet paid, in fen. 基金已承诺未付(分)' })
  async committedFen(@Root() { id }: ServiceProject, @Ctx() { load }: Context) {
    return (await load(projectPayments, id)).committedFen;
  }
}
