import { lifecycle } from '#kit/lifecycle';
import { type Organization, OrganizationState } from './organization.entity.js';

/** Registration of an organisation (S0-15). */
export const registration = lifecycle<typeof OrganizationState, 'accept' | 'approve' | 'refuse', Organization>(
  OrganizationState,
  {
    initial: 'SUBMITTED',
    transitions: {
      accept: { from: ['SUBMITTED'], to: 'ACCEPTED' },
      approve: { from: ['ACCEPTED'], to: 'ACTIVE' },
      refuse: { from: ['SUBMITTED', 'ACCEPTED'], to: 'REFUSED' },
    },
  },
);
