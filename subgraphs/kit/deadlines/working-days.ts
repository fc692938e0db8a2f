import chineseDays from 'chinese-days';
import { addDays } from './china-date.js';
import { isDay } from './is-day.js';

/** Years whose State Council calendar is in the package; it answers other years silently and wrongly. */
export const PUBLISHED_YEARS = { first: 2004, last: 2026 } as const;

/** Days that differ from the package, or lie beyond it: true for a working day, false for a day off. */
export type CalendarOverrides = Readonly<Record<string, boolean>>;

export interface WorkingDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** True when the count used a day whose official calendar is not published: the date may still move. */
  readonly provisional: boolean;
}

export interface WorkingDayCount {
  readonly days: number;
  /** True when the count used a day whose official calendar is not published: it may still change. */
  readonly provisional: boolean;
}

/** Whether the official calendar of a day is known: in the package or in the overrides. */
export function isPublished(day: string, overrides: CalendarOverrides = {}): boolean {
  const year = Number(checked(day).slice(0, 4));
  return (year >= PUBLISHED_YEARS.first && year <= PUBLISHED_YEARS.last) || overrides[day] !== undefined;
}

/**
 * Whether a day is a working day of the official calendar, make-up days (调休) included. Where that is not published
 * (`isPublished`), Monday to Friday. Days are `YYYY-MM-DD` in Asia/Shanghai; anything else throws a RangeError.
 */
export function isWorkingDay(day: string, overrides: CalendarOverrides = {}): boolean {
  const known = overrides[checked(day)];
  if (known !== undefined) return known;
  if (isPublished(day)) return chineseDays.isWorkday(day);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** The n-th working day after a day (1 to 1000); the day itself does not count. */
export function addWorkingDays(from: string, n: number, overrides: CalendarOverrides = {}): WorkingDay {
  if (!Number.isInteger(n) || n < 1 || n > 1000) throw new RangeError('n must be a whole number from 1 to 1000');
  let date = checked(from);
  let provisional = false;
  for (let left = n; left > 0;) {
    date = addDays(date, 1);
    provisional ||= !isPublished(date, overrides);
    if (isWorkingDay(date, overrides)) left -= 1;
  }
  return { date, provisional };
}

/** Working days after `from` up to and including `to`; none when `to` is not later. */
export function workingDaysBetween(from: string, to: string, overrides: CalendarOverrides = {}): WorkingDayCount {
  const last = checked(to);
  let days = 0;
  let provisional = false;
  for (let date = addDays(checked(from), 1); date <= last; date = addDays(date, 1)) {
    provisional ||= !isPublished(date, overrides);
    if (isWorkingDay(date, overrides)) days += 1;
  }
  return { days, provisional };
}

function checked(day: string): string {
  if (!isDay(day)) throw new RangeError('a day must be a calendar day like 2020-04-20');
  return day;
}
