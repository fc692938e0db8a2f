import { daysBetween } from '#kit/deadlines/china-date';

export type DutyVerdict = 'MET' | 'OPEN' | 'AT_RISK' | 'MISSED' | 'NOT_APPLICABLE';

export interface MeetingDuty {
  readonly year: number;
  /** Null where no text sets a number. */
  readonly required: number | null;
  readonly held: number;
  readonly dueOn: string;
  readonly verdict: DutyVerdict;
}

/** The rule that sets the duty, as far as the duty needs it. */
export interface DutyRule {
  readonly minimumMeetings: number;
  /** Days before the end of the year from which an open duty is at risk. */
  readonly riskDays: number;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

export interface DutyFacts {
  readonly year: number;
  /** Null where no text sets a number. */
  readonly rule: DutyRule | null;
  /** Member meetings that were held in the year. */
  readonly held: number;
  readonly today: string;
}

/**
 * The yearly duty of member meetings (S0-11): at least so many in the calendar year, special meetings do not count. A year
 * before the rule took effect, or at whose end it no longer held, has no duty.
 */
export function meetingDuty({ year, rule, held, today }: DutyFacts): MeetingDuty {
  const dueOn = `${year}-12-31`;
  if (!rule || rule.effectiveFrom > dueOn || (rule.effectiveTo !== null && rule.effectiveTo < dueOn)) {
    return { year, required: null, held, dueOn, verdict: 'NOT_APPLICABLE' };
  }
  const duty = { year, required: rule.minimumMeetings, held, dueOn };
  if (held >= rule.minimumMeetings) return { ...duty, verdict: 'MET' };
  if (today > dueOn) return { ...duty, verdict: 'MISSED' };
  return { ...duty, verdict: daysBetween(today, dueOn) <= rule.riskDays ? 'AT_RISK' : 'OPEN' };
}
