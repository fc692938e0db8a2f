import { lifecycle } from '#kit/lifecycle';
import { type SharingRequest, SharingRequestState } from './sharing-request.entity.js';

export const sharingRequestLifecycle = lifecycle<
  typeof SharingRequestState,
  'grant' | 'grantPartly' | 'refuse' | 'withdraw' | 'extend' | 'reopen',
  SharingRequest
>(SharingRequestState, {
  initial: 'SUBMITTED',
  transitions: {
    grant: { from: ['SUBMITTED'], to: 'GRANTED' },
    grantPartly: { from: ['SUBMITTED'], to: 'PARTLY_GRANTED' },
    refuse: { from: ['SUBMITTED'], to: 'REFUSED' },
    withdraw: { from: ['SUBMITTED'], to: 'WITHDRAWN' },
    extend: { from: ['SUBMITTED'], to: 'SUBMITTED' },
    // A dispute was decided for who asked.
    reopen: { from: ['REFUSED'], to: 'SUBMITTED' },
  },
});
