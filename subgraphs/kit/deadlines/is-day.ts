const FORM = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day that the calendar has, `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  if (!FORM.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  // The engine reads 30 February as 2 March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
