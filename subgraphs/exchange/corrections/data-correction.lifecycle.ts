import { lifecycle } from '#kit/lifecycle';
import { type DataCorrection, DataCorrectionState } from './data-correction.entity.js';

export const dataCorrectionLifecycle = lifecycle<
  typeof DataCorrectionState,
  'correct' | 'confirm' | 'withdraw',
  DataCorrection
>(DataCorrectionState, {
  initial: 'SUBMITTED',
  transitions: {
    correct: { from: ['SUBMITTED'], to: 'CORRECTED' },
    confirm: { from: ['SUBMITTED'], to: 'CONFIRMED' },
    withdraw: { from: ['SUBMITTED'], to: 'WITHDRAWN' },
  },
});
