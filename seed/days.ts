export const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` so many days after a day. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A moment on a day in China (UTC+8, no summer time). */
export function chinaTime(day: string, minutesAfterMidnight: number): Date {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + minutesAfterMidnight * 60_000);
}
