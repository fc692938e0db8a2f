export const DAY_MS = 86_400_000;

/** A moment on a day in China (UTC+8, no summer time). */
export function chinaTime(day: string, minutesAfterMidnight: number): Date {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + minutesAfterMidnight * 60_000);
}
