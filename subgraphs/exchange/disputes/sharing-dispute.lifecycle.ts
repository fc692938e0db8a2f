import { lifecycle } from '#kit/lifecycle';
import { DisputeState, type SharingDispute } from './sharing-dispute.entity.js';

/** Negotiation, mediation, decision: one layer after the other (Decree 809; the layers as secondary texts report them). */
export const disputeLifecycle = lifecycle<
  typeof DisputeState,
  'mediate' | 'refer' | 'settle' | 'uphold' | 'dismiss' | 'withdraw',
  SharingDispute
>(DisputeState, {
  initial: 'NEGOTIATION',
  transitions: {
    mediate: { from: ['NEGOTIATION'], to: 'MEDIATION' },
    refer: { from: ['MEDIATION'], to: 'GOVERNMENT' },
    settle: { from: ['NEGOTIATION', 'MEDIATION', 'GOVERNMENT'], to: 'SETTLED' },
    uphold: { from: ['GOVERNMENT'], to: 'UPHELD' },
    dismiss: { from: ['GOVERNMENT'], to: 'DISMISSED' },
    withdraw: { from: ['NEGOTIATION', 'MEDIATION', 'GOVERNMENT'], to: 'WITHDRAWN' },
  },
});
