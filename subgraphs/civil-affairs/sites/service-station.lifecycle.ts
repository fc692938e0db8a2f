import { lifecycle } from '#kit/lifecycle';
import { type ServiceStation, StationState } from './service-station.entity.js';

type Step = 'procure' | 'contract' | 'staff' | 'open' | 'suspend' | 'resume' | 'close';

/** Life of a station (S2-03). */
export const stationLifecycle = lifecycle<typeof StationState, Step, ServiceStation>(StationState, {
  initial: 'PLANNED',
  transitions: {
    procure: { from: ['PLANNED'], to: 'PROCURED' },
    contract: { from: ['PROCURED'], to: 'CONTRACTED' },
    staff: {
      from: ['CONTRACTED'],
      to: 'STAFFED',
      guards: [
        (_, { stationedHeadcount, contractedHeadcount }) =>
          stationedHeadcount >= (contractedHeadcount ?? 1)
            ? undefined
            : {
                code: 'RULE_BROKEN',
                message: `${stationedHeadcount} of ${contractedHeadcount ?? 1} social workers are stationed`,
                rule: 'S2-09',
              },
      ],
    },
    open: {
      from: ['STAFFED'],
      to: 'OPERATING',
      guards: [
        (_, { hotline }) =>
          hotline ? undefined : { code: 'RULE_BROKEN', message: 'a station needs a hotline', rule: 'S3-21' },
      ],
    },
    suspend: { from: ['OPERATING'], to: 'SUSPENDED' },
    resume: { from: ['SUSPENDED'], to: 'OPERATING' },
    close: { from: ['OPERATING', 'SUSPENDED', 'PLANNED'], to: 'CLOSED' },
  },
});
