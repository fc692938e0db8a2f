import { lifecycle } from '#kit/lifecycle';
import { chinaDate } from '#kit/deadlines/china-date';
import { addWorkingDays } from '#kit/deadlines/working-days';
import { ruleParameter } from '../policies/rule-parameter.js';
import { type Nomination, NominationState } from './nomination.entity.js';

type Step = 'review' | 'publicise' | 'object' | 'settle' | 'reject' | 'confer' | 'revoke';

/** From nomination to conferral (S0-09); none while an objection is open, none before the days of publicity are over. */
export const nominationLifecycle = lifecycle<typeof NominationState, Step, Nomination>(NominationState, {
  initial: 'NOMINATED',
  transitions: {
    review: { from: ['NOMINATED'], to: 'REVIEWED' },
    publicise: { from: ['REVIEWED'], to: 'PUBLICISED' },
    object: { from: ['PUBLICISED'], to: 'OBJECTED' },
    settle: { from: ['OBJECTED'], to: 'PUBLICISED' },
    reject: { from: ['NOMINATED', 'REVIEWED', 'PUBLICISED', 'OBJECTED'], to: 'REJECTED' },
    revoke: { from: ['CONFERRED'], to: 'REVOKED' },
    confer: {
      from: ['PUBLICISED'],
      to: 'CONFERRED',
      guards: [
        async (act, { publicisedOn }) => {
          const days = await ruleParameter(act.em, 'S0-09', 'publicityWorkingDays');
          const last = addWorkingDays(publicisedOn ?? chinaDate(act.now), days).date;
          return chinaDate(act.now) > last
            ? undefined
            : { code: 'RULE_BROKEN', message: `the nomination is open to objections until ${last}`, rule: 'S0-09' };
        },
      ],
    },
  },
});
