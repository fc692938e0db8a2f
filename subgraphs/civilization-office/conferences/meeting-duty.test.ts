import { expect, it } from 'vitest';
import { meetingDuty } from './meeting-duty.js';

const facts = { year: 2026, required: 1, held: 0, today: '2026-06-01', riskDays: 60 };

it('is met by one member meeting in the calendar year (S0-11)', () => {
  expect(meetingDuty({ ...facts, held: 1 })).toMatchObject({ verdict: 'MET', dueOn: '2026-12-31' });
});

it('is open, at risk from 60 days before the end of the year, and missed after it', () => {
  expect(meetingDuty(facts).verdict).toBe('OPEN');
  expect(meetingDuty({ ...facts, today: '2026-11-01' }).verdict).toBe('AT_RISK');
  expect(meetingDuty({ ...facts, today: '2026-10-31' }).verdict).toBe('OPEN');
  expect(meetingDuty({ ...facts, today: '2027-01-01' }).verdict).toBe('MISSED');
});

it('does not exist where no text sets a number (S3-35)', () => {
  expect(meetingDuty({ ...facts, required: null }).verdict).toBe('NOT_APPLICABLE');
});
