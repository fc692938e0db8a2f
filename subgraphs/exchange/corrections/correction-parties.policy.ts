import type { FilterQuery } from '@mikro-orm/core';
import type { Caller } from '#kit/identity/caller';
import { partyOf } from '../sharing/sharing-parties.policy.js';

/** Columns by which a correction names its two sides. */
export interface CorrectionSides {
  readonly party: string;
  readonly applicant: string;
  readonly owner: string;
}

/** Who may say that a value is wrong: who uses it, and the person himself. */
export function correctionPartyOf(
  caller: Caller,
): { readonly party: 'PERSON' | 'DEPARTMENT' | 'PARTNER'; readonly applicant: string } | undefined {
  return caller.kind === 'person' ? { party: 'PERSON', applicant: caller.person } : partyOf(caller);
}

/** Both sides see it; nobody else does: what is said to be wrong may be personal. */
export function maySeeCorrection(caller: Caller, row: CorrectionSides): boolean {
  if (caller.kind === 'department' && row.owner === caller.department) return true;
  const own = correctionPartyOf(caller);
  return own !== undefined && row.party === own.party && row.applicant === own.applicant;
}

/** The same rule as a condition. */
export function visibleCorrections<T extends CorrectionSides>(caller: Caller): FilterQuery<T> {
  const own = correctionPartyOf(caller);
  if (!own) return { owner: { $in: [] } } as unknown as FilterQuery<T>;
  const sides: object[] = [own];
  if (caller.kind === 'department') sides.push({ owner: caller.department });
  return { $or: sides } as FilterQuery<T>;
}
