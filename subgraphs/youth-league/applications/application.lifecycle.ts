import { lifecycle } from '#kit/lifecycle';
import { type Application, ApplicationState } from './application.entity.js';

type Step = 'accept' | 'decline' | 'withdraw' | 'confirm' | 'attend' | 'miss';

/** Life of an application (S0-29). */
export const applicationLifecycle = lifecycle<typeof ApplicationState, Step, Application>(ApplicationState, {
  initial: 'APPLIED',
  transitions: {
    accept: { from: ['APPLIED', 'WAITLISTED'], to: 'ACCEPTED' },
    decline: { from: ['APPLIED', 'WAITLISTED'], to: 'DECLINED' },
    withdraw: { from: ['APPLIED', 'WAITLISTED', 'ACCEPTED', 'CONFIRMED'], to: 'WITHDRAWN' },
    confirm: { from: ['ACCEPTED'], to: 'CONFIRMED' },
    attend: { from: ['ACCEPTED', 'CONFIRMED'], to: 'ATTENDED' },
    miss: { from: ['ACCEPTED', 'CONFIRMED'], to: 'NO_SHOW' },
  },
});
