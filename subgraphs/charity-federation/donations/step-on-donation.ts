import { type Act, action } from '#kit/actions/action';
import { id } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { Donation } from './donation.entity.js';

/** A use case that moves a donation on, for officials and the charity that receives it. */
export function stepOnDonation(about: string, step: (act: Act, donation: Donation) => Promise<void>) {
  return action({
    about,
    row: 'S4-14',
    may: anyOf(officials('charity-federation'), partners),
    input: { donationId: id('The donation. 捐赠') },
    returns: Donation,
    async run(act, { donationId }) {
      const donation = await lockOwnDonation(act, donationId);
      await step(act, donation);
      return donation;
    },
  });
}

/** The donation, locked; a partner gets those to its own charity only. */
export async function lockOwnDonation(act: Act, key: string): Promise<Donation> {
  const donation = await act.lock(Donation, key, 'donationId');
  ensure(!isForeignPartner(act.caller, donation.charityUscc), 'FORBIDDEN', 'another charity received this donation', {
    field: 'donationId',
  });
  return donation;
}
