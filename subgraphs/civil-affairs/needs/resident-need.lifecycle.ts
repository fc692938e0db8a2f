import { lifecycle } from '#kit/lifecycle';
import { NeedState, type ResidentNeed } from './resident-need.entity.js';

/** From filing to closing (S3-24). */
export const needLifecycle = lifecycle<typeof NeedState, 'verify' | 'match' | 'serve' | 'close', ResidentNeed>(
  NeedState,
  {
    initial: 'FILED',
    transitions: {
      verify: { from: ['FILED'], to: 'VERIFIED' },
      match: { from: ['VERIFIED'], to: 'MATCHED' },
      serve: { from: ['MATCHED'], to: 'SERVED' },
      close: { from: ['SERVED', 'FILED', 'VERIFIED'], to: 'CLOSED' },
    },
  },
);
