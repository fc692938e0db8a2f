import { action } from '#kit/actions/action';
import { anyOf, officials, partners, persons } from '#kit/identity/access';
import { events } from '../events.js';
import { Donation } from './donation.entity.js';
import { announcementOf } from './donation-announcement.js';
import { donationInput, takeDonation } from './take-donation.js';

export const pledgeDonation = action({
  about: 'Promises a donation. 认捐',
  row: 'S4-14',
  may: anyOf(officials('charity-federation'), partners, persons),
  idempotent: true,
  input: donationInput,
  returns: Donation,
  async run(act, input) {
    const donation = await takeDonation(act, input);
    act.announce(events.DonationPledged, announcementOf(donation));
    return donation;
  },
});
