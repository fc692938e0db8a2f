import { lifecycle } from '#kit/lifecycle';
import { type Disbursement, DisbursementState } from './disbursement.entity.js';

export const disbursementLifecycle = lifecycle<typeof DisbursementState, 'pay' | 'reverse', Disbursement>(
  DisbursementState,
  {
    initial: 'COMMITTED',
    transitions: {
      pay: { from: ['COMMITTED'], to: 'PAID' },
      reverse: { from: ['COMMITTED', 'PAID'], to: 'REVERSED' },
    },
  },
);
