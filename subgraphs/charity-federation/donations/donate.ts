import { action } from '#kit/actions/action';
import { ensure } from '#kit/actions/problem';
import { anyOf, officials, partners, persons } from '#kit/identity/access';
import { Donation } from './donation.entity.js';
import { confirmStep, payStep } from './donation-steps.js';
import { donationInput, takeDonation } from './take-donation.js';

/** Money handed over is in the charity's hands at once; the rest is confirmed when it reaches its account. */
const HANDED_OVER: readonly string[] = ['CASH', 'DONATION_SITE'];

export const donate = action({
  about:
    'Gives in one step: cash and gifts at a site are confirmed at once, online and bank payments are PAID until confirmed. 捐赠',
  row: 'S4-14',
  may: anyOf(officials('charity-federation'), partners, persons),
  idempotent: true,
  input: donationInput,
  returns: Donation,
  async run(act, input) {
    const handedOver = HANDED_OVER.includes(input.channel);
    const donation = await takeDonation(act, input);
    const receives = act.caller.kind === 'department' || act.caller.kind === 'partner';
    const mayRecord = receives && (act.caller.kind !== 'partner' || act.caller.organization === donation.charityUscc);
    ensure(!handedOver || mayRecord, 'FORBIDDEN', 'only the receiving charity records what it was handed', {
      field: 'channel',
    });
    await payStep(act, donation);
    if (handedOver) await confirmStep(act, donation);
    return donation;
  },
});
