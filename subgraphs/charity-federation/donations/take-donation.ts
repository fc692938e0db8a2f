import type { Act } from '#kit/actions/action';
import { fen, flag, id, type InputOf, oneOf, optional, text, creditCode, divisionCode } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { newId } from '#lib/new-id';
import { Donor } from '../donors/donor.entity.js';
import { isDonor } from '../donors/donor-identity.policy.js';
import { Donation, DonationChannel, DonationPurpose, DonationState } from './donation.entity.js';
import { findTarget } from './donation-target.js';

/** What a pledge and a donation are made of. */
export const donationInput = {
  amountFen: fen('Amount in fen, more than zero. 金额(分)'),
  purpose: oneOf(DonationPurpose, 'What it is designated to. 定向对象类别'),
  targetId: id('Key of the campaign, fund, project or site. 定向对象标识'),
  channel: oneOf(DonationChannel, 'How it is paid. 捐赠渠道'),
  anonymous: flag('True: the giver is answered to nobody but himself. 是否匿名'),
  donorId: optional(id('The giver; may be left out for an anonymous gift. 捐赠人')),
  charityUscc: optional(creditCode('The receiving charity; for a project only. 受赠慈善组织(仅定向项目)')),
  districtCode: optional(divisionCode('Where it is raised; for a project only. 募集地区(仅定向项目)')),
  wish: optional(text('What it should be used for. 捐赠意向')),
};

/** Makes the donation, pledged. Persons give for themselves; partners give for themselves or record for their own charity. */
export async function takeDonation(act: Act, input: InputOf<typeof donationInput>): Promise<Donation> {
  const { amountFen, purpose, channel, anonymous, donorId, wish } = input;
  ensure(anonymous || donorId, 'INVALID_INPUT', 'a gift without a giver is anonymous', { field: 'donorId' });
  const donor = donorId === undefined ? null : await act.require(Donor, donorId, 'donorId');
  const own = donor !== null && isDonor(act.caller, donor);
  ensure(own || donor === null || act.caller.kind !== 'person', 'FORBIDDEN', 'a person gives for himself only', {
    field: 'donorId',
  });
  const target = await findTarget(act, input);
  ensure(
    own || act.caller.kind !== 'partner' || act.caller.organization === target.charityUscc,
    'FORBIDDEN',
    'a partner records donations to its own charity only',
    { field: 'targetId' },
  );
  return act.em.create(Donation, {
    id: newId('don'),
    donor: donor?.id ?? null,
    anonymous,
    amountFen,
    purpose,
    ...target,
    wish: wish ?? null,
    channel,
    state: DonationState.PLEDGED,
    pledgedAt: act.now,
  });
}
