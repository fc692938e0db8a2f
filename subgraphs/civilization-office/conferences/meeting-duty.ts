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

export interface DutyFacts {
  readonly year: number;
  readonly required: number | null;
  /** Member meetings that were held in the year. */
  readonly held: number;
  readonly today: string;
  /** Days before the end of the year from which an open duty is at risk. */
  readonly riskDays: number;
}

/** The yearly duty of member meetings (S0-11): at least so many in the calendar year, special meetings do not count. */
export function meetingDuty({ year, required, held, today, riskDays }: DutyFacts): MeetingDuty {
  const dueOn = `${year}-12-31`;
  const duty = { year, required, held, dueOn };
  if (required === null) return { ...duty, verdict: 'NOT_APPLICABLE' };
  if (held >= required) return { ...duty, verdict: 'MET' };
  if (today > dueOn) return { ...duty, verdict: 'MISSED' };
  return { ...duty, verdict: daysBetween(today, dueOn) <= riskDays ? 'AT_RISK' : 'OPEN' };
}
