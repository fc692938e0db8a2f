const FORM = /^[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** Upper-case without spaces, as GB 11643 writes it. */
export function normaliseIdNumber(value: string): string {
  return value.trim().toUpperCase();
}

/** The 18th character for the first 17 digits (GB 11643, ISO 7064 MOD 11-2). */
export function idNumberCheck(first17: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * Number(first17[index]);
  return CHECKS.charAt(sum % 11);
}

/** Birth date of a well-formed number as `YYYY-MM-DD`, or undefined when it is not a calendar day. */
export function birthDateOf(idNumber: string): string | undefined {
  const [, year, month, day] = FORM.exec(normaliseIdNumber(idNumber)) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const text = `${year}-${month}-${day}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}

/** GB 11643: structure, real birth date not in the future, check character. Old address codes stay valid for ever. */
export function checkIdNumber(value: string, today = new Date().toISOString().slice(0, 10)): boolean {
  const number = normaliseIdNumber(value);
  const birth = birthDateOf(number);
  return birth !== undefined && birth >= '1850-01-01' && birth <= today && idNumberCheck(number) === number[17];
}
