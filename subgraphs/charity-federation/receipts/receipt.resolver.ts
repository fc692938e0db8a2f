import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { byId, byKey } from '#kit/loading/by-key';
import { Donation } from '../donations/donation.entity.js';
import { Donor } from '../donors/donor.entity.js';
import { mayIdentify } from '../donors/donor-identity.policy.js';
import { ANONYMOUS_NAME, DonationReceipt } from './receipt.entity.js';

@Resolver(() => DonationReceipt)
export class DonationReceiptResolver {
  @Directive('@tag(name: "personal")')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of the giver, 匿名 for an anonymous gift, null without consent to be published. 捐赠人名称',
  })
  async donorName(@Root() receipt: DonationReceipt, @Ctx() { load, caller, reads }: Context) {
    const donation = await load(byId(Donation), receipt.donation);
    if (!donation || donation.anonymous || !donation.donor) return ANONYMOUS_NAME;
    const donor = await load(byId(Donor), donation.donor);
    if (!donor || !mayIdentify(caller, donor)) return null;
    reads.note('DonationReceipt.donorName', donor.personId ?? `Donor:${donor.id}`, true);
    return receipt.donorName;
  }
}

@Resolver(() => Donation)
export class DonationReceiptOfResolver {
  @FieldResolver(() => DonationReceipt, { nullable: true, description: 'Its receipt, when issued. 捐赠票据' })
  receipt(@Root() { id }: Donation, @Ctx() { load }: Context) {
    return load(byKey(DonationReceipt, 'donation'), id);
  }
}
