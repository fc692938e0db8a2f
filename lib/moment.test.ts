import { afterEach, expect, it, vi } from 'vitest';
import { Moment } from './moment.js';

afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ['a minute on', 0, 60_000],
  ['a minute back', 0, -60_000],
  ['a minute back after ten seconds', 10_000, -60_000],
])('is not within its time when the clock was set %s', (_, passed, step) => {
  vi.useFakeTimers();
  const moment = new Moment();
  vi.advanceTimersByTime(passed);
  expect(moment.isWithin(30_000)).toBe(true);
  vi.setSystemTime(Date.now() + step);
  expect(moment.isWithin(30_000)).toBe(false);
  expect(moment.ageMs).toBe(passed);
});

it('is within its time until it is over', () => {
  vi.useFakeTimers();
  const moment = new Moment();
  vi.advanceTimersByTime(29_999);
  expect(moment.isWithin(30_000)).toBe(true);
  vi.advanceTimersByTime(1);
  expect(moment.isWithin(30_000)).toBe(false);
});
