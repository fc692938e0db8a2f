/** Number of a charity's n-th receipt in a year. */
export function receiptNo(charityUscc: string, year: number, n: number): string {
  return `PJ${charityUscc}-${year}-${String(n).padStart(7, '0')}`;
}
