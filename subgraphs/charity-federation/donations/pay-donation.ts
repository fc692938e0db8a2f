import { stepOnDonation } from './step-on-donation.js';
import { payStep } from './donation-steps.js';

export const payDonation = stepOnDonation('Records that a pledge was paid. 认捐付款', payStep);
