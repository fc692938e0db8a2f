/** Largest amount in fen: 90 trillion yuan. It lies below 2^53, so every whole amount up to it is exact. */
export const MAX_FEN = 9_000_000_000_000_000;

/** The amount, if it is a whole number of fen within ±`MAX_FEN`. Throws a RangeError otherwise. */
export function checkFen(value: number): number {
  if (!Number.isInteger(value) || Math.abs(value) > MAX_FEN) {
    throw new RangeError(`money is a whole number of fen within ±${MAX_FEN}, not ${value}`);
  }
  return value;
}

/** Sum of amounts. Throws when an amount or a sum on the way is out of range. */
export function sumFen(amounts: Iterable<number>): number {
  let sum = 0;
  for (const amount of amounts) sum = checkFen(sum + checkFen(amount));
  return sum;
}

/** Yuan with two decimals and no grouping: -1234.05. Never goes through a fraction, which would lose fen. */
export function yuanOf(fen: number): string {
  const digits = String(Math.abs(checkFen(fen))).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** For people to read: ¥1,234.05. */
export function formatYuan(fen: number): string {
  const [sign, whole, fraction] = /^(-?)(\d+)(\.\d\d)$/.exec(yuanOf(fen))?.slice(1) ?? [];
  return `${sign}¥${whole?.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${fraction}`;
}

/** Fen of an amount in yuan as people write it: `1234`, `1,234.5`, `-0.05`. Throws for anything else, and for a third decimal. */
export function fenOfYuan(yuan: string): number {
  const match = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(yuan.trim());
  if (!match) throw new RangeError('not an amount in yuan with at most two decimals');
  const [, sign = '', whole = '', fraction = ''] = match;
  const fen = checkFen(Number(`${whole.replaceAll(',', '')}${fraction.padEnd(2, '0')}`));
  return sign && fen > 0 ? -fen : fen;
}
