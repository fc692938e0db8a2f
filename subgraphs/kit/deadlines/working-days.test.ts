import chineseDays from 'chinese-days';
import { afterEach, describe, expect, it } from 'vitest';
import { addDays, chinaDate, daysBetween } from './china-date.js';
import { isDay } from './is-day.js';
import { addWorkingDays, isPublished, isWorkingDay, PUBLISHED_YEARS, workingDaysBetween } from './working-days.js';

describe('the official calendar', () => {
  it('counts fifteen working days over May Day 2020 with its make-up days (S2-09)', () => {
    expect(addWorkingDays('2020-04-20', 15)).toEqual({ date: '2020-05-12', provisional: false });
    expect(workingDaysBetween('2020-04-20', '2020-05-12')).toEqual({ days: 15, provisional: false });
  });

  it('knows the extended Spring Festival of 2020 and the parade day of 2015', () => {
    expect(isWorkingDay('2020-01-31')).toBe(false);
    expect(isWorkingDay('2015-09-03')).toBe(false);
    expect(isWorkingDay('2020-04-26')).toBe(true);
  });

  it.each([
    [2019, 250],
    [2023, 249],
    [2024, 251],
    [2025, 248],
  ])('gives %i its %i working days', (year, days) => {
    expect(workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`)).toEqual({ days, provisional: false });
  });

  it('counts none backwards', () => {
    expect(workingDaysBetween('2025-03-04', '2025-03-04').days).toBe(0);
    expect(workingDaysBetween('2025-03-04', '2025-03-01').days).toBe(0);
  });

  it('marks what lies outside the published years as provisional', () => {
    expect(addWorkingDays('2026-12-28', 10).provisional).toBe(true);
    expect(addWorkingDays('2027-03-01', 1)).toEqual({ date: '2027-03-02', provisional: true });
    expect(addWorkingDays('2003-12-01', 1).provisional).toBe(true);
    expect(workingDaysBetween('2026-12-30', '2027-01-04').provisional).toBe(true);
    expect(addWorkingDays('2026-11-02', 5).provisional).toBe(false);
    expect(isPublished('2027-01-01')).toBe(false);
  });

  it('calls those years published that the package has, no more and no fewer', () => {
    const nationalDayIsOff = (year: number) =>
      !chineseDays.isWorkday(`${year}-10-01`) && !chineseDays.isWorkday(`${year}-10-02`);
    const known = (year: number) => nationalDayIsOff(year) && chineseDays.isHoliday(`${year}-10-04`);
    for (let year: number = PUBLISHED_YEARS.first; year <= PUBLISHED_YEARS.last; year++)
      expect(known(year), String(year)).toBe(true);
    expect(chineseDays.isWorkday(`${PUBLISHED_YEARS.last + 1}-10-01`)).toBe(true);
    expect(chineseDays.isWorkday(`${PUBLISHED_YEARS.first - 1}-10-01`)).toBe(true);
  });

  it('lets a table override it, also beyond the published years', () => {
    const table = { '2027-02-06': false, '2027-02-07': false, '2027-02-08': false, '2027-02-09': true };
    expect(isWorkingDay('2027-02-08', table)).toBe(false);
    expect(addWorkingDays('2027-02-05', 1, table)).toEqual({ date: '2027-02-09', provisional: false });
    expect(isWorkingDay('2025-10-01', { '2025-10-01': true })).toBe(true);
  });

  it.each(['2026-02-30', '2026-2-3', '20260203', '2026-02-03T00:00:00Z', '', 'constructor'])(
    'refuses the day "%s"',
    (day) => {
      expect(() => isWorkingDay(day)).toThrow(RangeError);
      expect(() => addWorkingDays(day, 1)).toThrow(RangeError);
      expect(() => workingDaysBetween('2026-02-01', day)).toThrow(RangeError);
    },
  );

  it.each([0, -1, 1.5, 1001, Number.NaN])('refuses to add %f working days', (n) => {
    expect(() => addWorkingDays('2026-02-02', n)).toThrow(RangeError);
  });
});

describe('days in China', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it.each(['UTC', 'Asia/Shanghai', 'America/Los_Angeles'])('are the same in a process in %s', (TZ) => {
    process.env['TZ'] = TZ;
    expect(chinaDate(new Date('2026-01-31T15:59:59.999Z'))).toBe('2026-01-31');
    expect(chinaDate(new Date('2026-01-31T16:00:00Z'))).toBe('2026-02-01');
    expect(addWorkingDays('2020-04-20', 15).date).toBe('2020-05-12');
  });

  it('are counted over months, leap years and backwards', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2024-03-01', '2024-02-28')).toBe(-2);
  });

  it('are days that the calendar has', () => {
    expect(isDay('2024-02-29')).toBe(true);
    expect(isDay('2026-02-29')).toBe(false);
  });
});
