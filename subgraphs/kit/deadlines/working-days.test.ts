import { describe, expect, it } from 'vitest';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.js';

describe('the official calendar', () => {
  it('counts fifteen working days over May Day 2020 with its make-up days (S2-09)', () => {
    expect(addWorkingDays('2020-04-20', 15)).toEqual({ date: '2020-05-12', provisional: false });
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
    expect(workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`)).toBe(days);
  });

  it('marks what lies beyond the published years as provisional', () => {
    expect(addWorkingDays('2026-12-28', 10).provisional).toBe(true);
    expect(addWorkingDays('2026-11-02', 5).provisional).toBe(false);
  });

  it('lets a table override it', () => {
    expect(isWorkingDay('2027-02-08', { '2027-02-08': false })).toBe(false);
    expect(
      addWorkingDays('2027-02-05', 1, { '2027-02-08': false, '2027-02-06': false, '2027-02-07': false }).date,
    ).toBe('2027-02-09');
  });
});
