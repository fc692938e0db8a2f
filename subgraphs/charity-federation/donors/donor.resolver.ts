import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { byId } from '#kit/loading/by-key';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { refer } from '#kit/publishing/reference';
import { FenScalar } from '#kit/scalars';
import { confirmedSum } from '../donations/confirmed-sum.loader.js';
import { Donation } from '../donations/donation.entity.js';
import { Organization } from '../references/organization.reference.js';
import { Person } from '../references/person.reference.js';
import { Donor } from './donor.entity.js';
import { isDonor, mayIdentify, mayKnow } from './donor-identity.policy.js';

@Resolver(() => Donor)
export class DonorResolver {
  @Query(() => Donor, {
    nullable: true,
    description: 'A donor, for officials of the charity federation and the donor; null to others. 捐赠人',
  })
  async donor(@Arg('id', () => ID) id: string, @Ctx() { load, caller }: Context) {
    const donor = await load(byId(Donor), id);
    return donor && mayKnow(caller, donor) ? donor : null;
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person, for our officials and the person only. 自然人',
  })
  person(@Root() donor: Donor, @Ctx() { caller }: Context) {
    return donor.personId && mayKnow(caller, donor) ? refer(Person, donor.personId) : null;
  }

  @FieldResolver(() => Organization, { nullable: true, description: 'The organisation. 组织' })
  organization(@Root() donor: Donor, @Ctx() { caller }: Context) {
    return donor.organizationUscc && mayIdentify(caller, donor) ? refer(Organization, donor.organizationUscc) : null;
  }

  @Directive('@tag(name: "personal")')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name in clear, when the donor agreed to its publication, and always to himself. 公开姓名',
  })
  publishedName(@Root() donor: Donor, @Ctx() { caller, reads }: Context) {
    if (!donor.consentToPublish && !isDonor(caller, donor)) return null;
    reads.note('Donor.publishedName', donor.personId ?? `Donor:${donor.id}`, true);
    return donor.displayName;
  }

  @FieldResolver(() => FenScalar, {
    description: 'Confirmed donations in fen; anonymous ones count for the donor himself only. 捐赠总额(分)',
  })
  givenFen(@Root() donor: Donor, @Ctx() { load, caller }: Context) {
    return load(confirmedSum('donor_id', { namedOnly: !isDonor(caller, donor) }), donor.id);
  }

  @FieldResolver(() => connectionOf(Donation), {
    description: 'Donations, newest first; anonymous ones for the donor himself only. 捐赠记录',
  })
  donations(@Root() donor: Donor, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    const where = isDonor(caller, donor) ? undefined : (['not anonymous'] as const);
    return load(childrenOf(Donation, 'donor', page, { order: 'desc', where }), donor.id);
  }
}
