import { expect, it } from 'vitest';
import { meetingDuty } from './meeting-duty.js';

const rule = { minimumMeetings: 1, riskDays: 60, effectiveFrom: '2013-01-01', effectiveTo: null };
const facts = { year: 2026, rule, held: 0, today: '2026-06-01' };

it('is met by one member meeting in the calendar year (S0-11)', () => {
  expect(meetingDuty({ ...facts, held: 1 })).toMatchObject({ verdict: 'MET', dueOn: '2026-12-31' });
});

it('is open, at risk from 60 days before the end of the year, and missed after it', () => {
  expect(meetingDuty(facts).verdict).toBe('OPEN');
  expect(meetingDuty({ ...facts, today: '2026-11-01' }).verdict).toBe('AT_RISK');
  expect(meetingDuty({ ...facts, today: '2026-10-31' }).verdict).toBe('OPEN');
  expect(meetingDuty({ ...facts, today: '2026-12-31' }).verdict).toBe('AT_RISK');
  expect(meetingDuty({ ...facts, today: '2027-01-01' }).verdict).toBe('MISSED');
});

it('takes its numbers from the rule', () => {
  const stricter = { ...rule, minimumMeetings: 2, riskDays: 30 };
  expect(meetingDuty({ ...facts, rule: stricter, held: 1 })).toMatchObject({ required: 2, verdict: 'OPEN' });
  expect(meetingDuty({ ...facts, rule: stricter, today: '2026-11-15' }).verdict).toBe('OPEN');
});

it('does not exist where no text sets a number (S3-35), nor outside the life of the rule', () => {
  const none = { required: null, verdict: 'NOT_APPLICABLE' };
  expect(meetingDuty({ ...facts, rule: null })).toMatchObject(none);
  expect(meetingDuty({ ...facts, year: 2012 })).toMatchObject(none);
  expect(meetingDuty({ ...facts, year: 2013 }).verdict).toBe('MISSED');
  const repealed = { ...rule, effectiveTo: '2026-05-01' };
  expect(meetingDuty({ ...facts, rule: repealed })).toMatchObject(none);
  expect(meetingDuty({ ...facts, rule: repealed, year: 2025 }).verdict).toBe('MISSED');
});
