import nzh from 'nzh';

/** 大写金额 of an amount in fen, as receipts carry it: 人民币壹仟元整. Throws for what is not a whole, non-negative number. */
export function amountInWords(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0)
    throw new RangeError('an amount in words needs a whole, non-negative number of fen');
  const words = nzh.cn.toMoney((fen / 100).toFixed(2));
  // Accounting rule: 整 closes an amount that ends in yuan or jiao, and never one that ends in fen.
  const closed = words.replace(/整$/, '');
  return fen % 10 === 0 ? `${closed}整` : closed;
}
