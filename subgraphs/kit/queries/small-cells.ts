import { createHmac } from 'node:crypto';
import type { Caller } from '../identity/caller.js';

/**
 * Statistics about persons for those who may not read the persons one by one. A number behind which there are fewer than `threshold` persons is
 * suppressed (null); others are rounded up or down to a multiple, by chance but always alike (unbiased random rounding), so that the
 * difference of two of them (a division and those below it, today and yesterday) tells of nobody. Zero is told: there is nobody to be known.
 */
export interface CellRule {
  /** Fewest persons that a number may stand for; 1: every number is told as it is. */
  readonly threshold: number;
  /** Known to the department alone: who knew it could undo the rounding. */
  readonly secret: Buffer;
}

/** Whether a caller's statistics are exact: departments read the records themselves, and of a partner only its own are counted. */
export function countsExactly({ kind }: Caller): boolean {
  return kind === 'department' || kind === 'partner' || kind === 'system';
}

/**
 * A number of persons, as it may be told.
 * @param cell what is counted, such as `volunteers 440100`: the same number in another cell may be rounded the other way.
 */
export function safeCount(persons: number, cell: string, rule: CellRule): number | null {
  return safeSum({ sum: persons, persons }, { cell, unit: 1 }, rule);
}

export interface PersonalSum {
  readonly sum: number;
  /** How many persons contributed to it. */
  readonly persons: number;
}

/** A sum of what persons contributed, rounded to a multiple of `threshold` times the unit. */
export function safeSum(
  { sum, persons }: PersonalSum,
  { cell, unit }: { readonly cell: string; readonly unit: number },
  { threshold, secret }: CellRule,
): number | null {
  if (threshold <= 1 || persons === 0) return sum;
  if (persons < threshold) return null;
  const step = threshold * unit;
  const below = Math.floor(sum / step) * step;
  // In the proportion of what is left over, so that sums of many numbers stay right on average.
  return chance(`${cell} ${sum}`, secret) < (sum - below) / step ? below + step : below;
}

function chance(of: string, secret: Buffer): number {
  return createHmac('sha256', secret).update(of).digest().readUInt32BE(0) / 2 ** 32;
}
