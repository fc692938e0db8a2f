import { chinaDate } from '#kit/deadlines/china-date';

/** All personal information of children under this age is sensitive, and handled under rules of its own (PIPL arts. 28 and 31). */
const PROTECTED_YEARS = 14;

/** Whether somebody has not had his 14th birthday yet, in China's time; one born on 29 February has it on 1 March. */
export function isUnderFourteen({ birthDate }: { readonly birthDate: string }, now: Date = new Date()): boolean {
  const year = Number(birthDate.slice(0, 4)) + PROTECTED_YEARS;
  // Of almost everybody the year tells, and this is asked for each masked value.
  const thisYear = now.getUTCFullYear();
  if (year < thisYear || year > thisYear + 1) return year > thisYear;
  return chinaDate(now) < `${year}${birthDate.slice(4)}`;
}
