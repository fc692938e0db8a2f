import { chinaDate } from '../deadlines/china-date.js';
import { isDay } from '../deadlines/is-day.js';

const FORM = /^([1-9]\d{5})(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';
const SEX_DIGIT = 16;

/** As GB 11643 writes it: ASCII digits, upper-case X, no spaces. Full-width digits of forms are folded. */
export function normaliseIdNumber(value: string): string {
  return value.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
}

/** The 18th character for the first 17 digits (GB 11643, ISO 7064 MOD 11-2). */
export function idNumberCheck(first17: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * Number(first17[index]);
  return CHECKS.charAt(sum % 11);
}

/** Birth date of a well-formed number as `YYYY-MM-DD`, or undefined when it is not a calendar day. */
export function birthDateOf(idNumber: string): string | undefined {
  const [, , year, month, day] = FORM.exec(normaliseIdNumber(idNumber)) ?? [];
  const text = `${year}-${month}-${day}`;
  return isDay(text) ? text : undefined;
}

/** Sex as the 17th digit of a well-formed number says: odd is male. */
export function sexOf(idNumber: string): 'MALE' | 'FEMALE' | undefined {
  const number = normaliseIdNumber(idNumber);
  if (!FORM.test(number)) return undefined;
  return Number(number[SEX_DIGIT]) % 2 === 1 ? 'MALE' : 'FEMALE';
}

/**
 * GB 11643: structure, real birth date not after `today` (in China), check character. The address code is that at the time of
 * issue, so codes that no longer exist stay valid for ever and are not looked up.
 */
export function checkIdNumber(value: string, today = chinaDate(new Date())): boolean {
  const number = normaliseIdNumber(value);
  const birth = birthDateOf(number);
  return birth !== undefined && birth >= '1850-01-01' && birth <= today && idNumberCheck(number) === number[17];
}

/** A number with its check character. `sequence` is 0 to 999, odd for males. Throws when no such number can exist. */
export function makeIdNumber(division: string, birthDate: string, sequence: number): string {
  const first17 = `${division}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  const number = first17 + idNumberCheck(first17);
  if (birthDateOf(number) !== birthDate)
    throw new RangeError('not a division, birth date and sequence of an ID number');
  return number;
}
