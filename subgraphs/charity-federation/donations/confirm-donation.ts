import { confirmStep } from './donation-steps.js';
import { stepOnDonation } from './step-on-donation.js';

export const confirmDonation = stepOnDonation(
  'Confirms that a paid donation reached the account of the charity; books it into its fund. 确认捐赠到账',
  confirmStep,
);
