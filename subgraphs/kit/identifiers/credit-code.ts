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

/** The code that starts with these 17 characters. Throws for characters that GB 32100 does not use. */
export function makeCreditCode(first17: string): string {
  const code = first17 + creditCodeCheck(first17);
  if (!checkCreditCode(code)) throw new RangeError('not the first 17 characters of a credit code');
  return code;
}

export type OrganizationKind =
  'PUBLIC_BODY' | 'SOCIAL_ASSOCIATION' | 'SOCIAL_SERVICE_INSTITUTION' | 'FOUNDATION' | 'OTHER';

/** Registration authority and kind: the first two characters (GB 32100 table 1; 5 = civil affairs, 1 = 机构编制). */
const KINDS: Readonly<Record<string, OrganizationKind>> = {
  '11': 'PUBLIC_BODY',
  '12': 'PUBLIC_BODY',
  '13': 'PUBLIC_BODY',
  '51': 'SOCIAL_ASSOCIATION',
  '52': 'SOCIAL_SERVICE_INSTITUTION',
  '53': 'FOUNDATION',
};

/** Legal kind of the body that a credit code belongs to (S0-15). */
export function organizationKindOf(creditCode: string): OrganizationKind {
  return KINDS[creditCode.slice(0, 2)] ?? 'OTHER';
}
