import { lifecycle } from '#kit/lifecycle';
import { type Donation, DonationState } from './donation.entity.js';

export const donationLifecycle = lifecycle<typeof DonationState, 'pay' | 'confirm' | 'refund', Donation>(
  DonationState,
  {
    initial: 'PLEDGED',
    transitions: {
      pay: { from: ['PLEDGED'], to: 'PAID' },
      confirm: { from: ['PAID'], to: 'CONFIRMED' },
      refund: { from: ['PAID', 'CONFIRMED'], to: 'REFUNDED' },
    },
  },
);
