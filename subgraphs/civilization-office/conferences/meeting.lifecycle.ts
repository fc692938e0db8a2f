import { lifecycle } from '#kit/lifecycle';
import { type ActionItem, ActionItemState } from './action-item.entity.js';
import { type Meeting, MeetingState } from './meeting.entity.js';

/** Life of a meeting (S0-11). */
export const meetingLifecycle = lifecycle<typeof MeetingState, 'hold' | 'minute' | 'cancel', Meeting>(MeetingState, {
  initial: 'SCHEDULED',
  transitions: {
    hold: { from: ['SCHEDULED'], to: 'HELD' },
    minute: { from: ['HELD'], to: 'MINUTED' },
    cancel: { from: ['SCHEDULED'], to: 'CANCELLED' },
  },
});

/** Life of a task (S0-12). */
export const actionItemLifecycle = lifecycle<typeof ActionItemState, 'start' | 'finish', ActionItem>(ActionItemState, {
  initial: 'OPEN',
  transitions: {
    start: { from: ['OPEN'], to: 'IN_PROGRESS' },
    finish: { from: ['OPEN', 'IN_PROGRESS'], to: 'DONE' },
  },
});
