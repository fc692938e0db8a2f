/** The common prefix of all codes below a division: 440000 -> 44, 440100 -> 4401, 440106 and longer stay. */
export function divisionPrefix(code: string): string {
  const digits = code.replaceAll(/[^0-9A-Za-z]/g, '').slice(0, 12);
  if (digits.length !== 6) return digits;
  if (digits.endsWith('0000')) return digits.slice(0, 2);
  return digits.endsWith('00') ? digits.slice(0, 4) : digits;
}
