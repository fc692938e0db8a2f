/** GB/T 2260 county-level codes (6 digits), town codes (9), and the hub's own codes of functional zones (`Z` and 5 or 8 digits). */
const FORM = /^([1-8]\d{5}|[1-8]\d{8}|Z\d{5}|Z\d{8})$/;

export function isDivisionCode(value: string): boolean {
  return FORM.test(value);
}
