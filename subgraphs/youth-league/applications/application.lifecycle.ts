import { type Guard, lifecycle } from '#kit/lifecycle';
import { type Application, ApplicationState } from './application.entity.js';

type Step = 'accept' | 'decline' | 'withdraw' | 'confirm' | 'attend' | 'miss' | 'callOff';

/** Before the shift; officials also enter what was signed up on paper afterwards (Order 67). */
const beforeTheShift: Guard<Application> = ({ now, caller }, { startsAt }) =>
  now < startsAt || caller.kind === 'department'
    ? undefined
    : { code: 'INVALID_PERIOD', message: 'the shift has begun', field: 'id', rule: 'S0-29' };

/** Nobody has come, or failed to come, before there was anything to come to. */
const sinceTheShift: Guard<Application> = ({ now }, { startsAt }) =>
  now >= startsAt
    ? undefined
    : { code: 'INVALID_PERIOD', message: 'the shift has not begun', field: 'id', rule: 'S0-29' };

/** Life of an application (S0-29). */
export const applicationLifecycle = lifecycle<typeof ApplicationState, Step, Application>(ApplicationState, {
  initial: 'APPLIED',
  transitions: {
    accept: { from: ['APPLIED', 'WAITLISTED'], to: 'ACCEPTED', guards: [beforeTheShift] },
    decline: { from: ['APPLIED', 'WAITLISTED'], to: 'DECLINED' },
    withdraw: {
      from: ['APPLIED', 'WAITLISTED', 'ACCEPTED', 'CONFIRMED'],
      to: 'WITHDRAWN',
      guards: [beforeTheShift],
    },
    confirm: { from: ['ACCEPTED'], to: 'CONFIRMED', guards: [beforeTheShift] },
    attend: { from: ['ACCEPTED', 'CONFIRMED'], to: 'ATTENDED', guards: [sinceTheShift] },
    miss: { from: ['ACCEPTED', 'CONFIRMED'], to: 'NO_SHOW', guards: [sinceTheShift] },
    callOff: { from: ['APPLIED', 'WAITLISTED', 'ACCEPTED', 'CONFIRMED'], to: 'DECLINED' },
  },
});
