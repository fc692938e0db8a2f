import chineseDays from 'chinese-days';
import { addDays } from './china-date.js';

/** Years for which the State Council's calendar is in the package; it answers other years silently and wrongly. */
const FIRST_YEAR = 2004;
const LAST_YEAR = 2026;

/** Days that differ from the package: true for a working day, false for a day off. */
export type CalendarOverrides = Readonly<Record<string, boolean>>;

export interface WorkingDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** True when the count used a day whose official calendar is not published: the date may still move. */
  readonly provisional: boolean;
}

/** Whether a day is a working day of the official calendar, make-up days (调休) included. Asia/Shanghai days only. */
export function isWorkingDay(day: string, overrides: CalendarOverrides = {}): boolean {
  const known = overrides[day];
  if (known !== undefined) return known;
  if (isCovered(day)) return chineseDays.isWorkday(day);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** The n-th working day after a day; the day itself does not count. */
export function addWorkingDays(from: string, n: number, overrides: CalendarOverrides = {}): WorkingDay {
  if (!Number.isInteger(n) || n < 1 || n > 1000) throw new RangeError('n must be a whole number from 1 to 1000');
  let date = from;
  let provisional = false;
  for (let left = n; left > 0;) {
    date = addDays(date, 1);
    provisional ||= !isCovered(date) && overrides[date] === undefined;
    if (isWorkingDay(date, overrides)) left -= 1;
  }
  return { date, provisional };
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: string, to: string, overrides: CalendarOverrides = {}): number {
  let count = 0;
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) if (isWorkingDay(date, overrides)) count += 1;
  return count;
}

function isCovered(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}
