const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const FORM = /^[0-9A-HJ-NPQRTUWXY]{18}$/;

/** The 18th character of a unified social credit code (GB 32100). */
export function creditCodeCheck(first17: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * ALPHABET.indexOf(first17.charAt(index));
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** GB 32100: alphabet, length and check character. */
export function checkCreditCode(value: string): boolean {
  return FORM.test(value) && creditCodeCheck(value) === value[17];
}
