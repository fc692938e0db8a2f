import { lifecycle } from '#kit/lifecycle';
import { type Volunteer, VolunteerState } from './volunteer.entity.js';

/** Life of a volunteer in the register (S0-23). */
export const volunteerLifecycle = lifecycle<
  typeof VolunteerState,
  'verify' | 'activate' | 'suspend' | 'withdraw',
  Volunteer
>(VolunteerState, {
  initial: 'PENDING',
  transitions: {
    verify: { from: ['PENDING'], to: 'VERIFIED' },
    activate: { from: ['VERIFIED', 'SUSPENDED'], to: 'ACTIVE' },
    suspend: { from: ['ACTIVE'], to: 'SUSPENDED' },
    withdraw: { from: ['PENDING', 'VERIFIED', 'ACTIVE', 'SUSPENDED'], to: 'WITHDRAWN' },
  },
});
