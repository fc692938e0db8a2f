import { addDays } from '#kit/deadlines/china-date';

/** Numbers of Charity Law art. 79. */
export const DISCLOSURE_RULES = { longerThanMonths: 6, everyMonths: 3, finalWithinMonths: 3 } as const;

export interface DisclosureDuty {
  readonly kind: 'PERIODIC' | 'FINAL';
  /** First and last day that it covers. */
  readonly periodFrom: string;
  readonly periodTo: string;
  /** Last day on which it may be published. */
  readonly dueOn: string;
}

interface Period {
  readonly startsOn: string;
  readonly endsOn: string;
  /** When it ended before or after its plan. */
  readonly closedOn?: string | null | undefined;
}

/**
 * What a campaign must publish and when (Charity Law art. 79): planned for more than six months, every three months
 * while it runs; always a full account within three months after its end.
 */
export function disclosureDuties({ startsOn, endsOn, closedOn }: Period): DisclosureDuty[] {
  const { longerThanMonths, everyMonths, finalWithinMonths } = DISCLOSURE_RULES;
  const end = closedOn ?? endsOn;
  const duties: DisclosureDuty[] = [];
  if (addMonths(startsOn, longerThanMonths) <= endsOn) {
    let periodFrom = startsOn;
    for (let n = 1; addMonths(startsOn, n * everyMonths) <= end; n++) {
      const dueOn = addMonths(startsOn, n * everyMonths);
      duties.push({ kind: 'PERIODIC', periodFrom, periodTo: addDays(dueOn, -1), dueOn });
      periodFrom = dueOn;
    }
  }
  duties.push({ kind: 'FINAL', periodFrom: startsOn, periodTo: end, dueOn: addMonths(end, finalWithinMonths) });
  return duties;
}

/** The same day so many months later, or the last day of that month where it has no such day. */
export function addMonths(day: string, months: number): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  const last = date.getUTCDate();
  date.setUTCDate(Math.min(Number(day.slice(8)), last));
  return date.toISOString().slice(0, 10);
}
