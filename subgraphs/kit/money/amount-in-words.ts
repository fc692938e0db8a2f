import nzh from 'nzh';
import { yuanOf } from './fen.js';

/** 大写金额 of an amount in fen, as receipts carry it: 人民币壹仟元整. Throws a RangeError for what is not a whole, non-negative number. */
export function amountInWords(fen: number): string {
  const yuan = yuanOf(fen);
  if (fen < 0) throw new RangeError('an amount in words is not negative');
  // The accounting rule: 整 closes an amount that ends in yuan or jiao, and never one that ends in fen.
  const words = nzh.cn.toMoney(yuan).replace(/整$/, '');
  return fen % 10 === 0 ? `${words}整` : words;
}
