import type { FilterQuery } from '@mikro-orm/core';
import type { Caller } from '#kit/identity/caller';

/** Columns by which requests and grants name their two sides. */
export interface SharingSides {
  readonly party: string;
  readonly applicant: string;
  readonly owner: string;
}

/** Who asks: only departments and partner organisations can. */
export function partyOf(
  caller: Caller,
): { readonly party: 'DEPARTMENT' | 'PARTNER'; readonly applicant: string } | undefined {
  if (caller.kind === 'department') return { party: 'DEPARTMENT', applicant: caller.department };
  if (caller.kind === 'partner') return { party: 'PARTNER', applicant: caller.organization };
  return undefined;
}

/** Both sides see a request and its grant; nobody else does. */
export function maySeeSharing(caller: Caller, row: SharingSides): boolean {
  if (caller.kind === 'department' && row.owner === caller.department) return true;
  const own = partyOf(caller);
  return own !== undefined && row.party === own.party && row.applicant === own.applicant;
}

/** The same rule as a condition. */
export function visibleSharing<T extends SharingSides>(caller: Caller): FilterQuery<T> {
  const own = partyOf(caller);
  if (!own) return { owner: { $in: [] } } as unknown as FilterQuery<T>;
  const sides: object[] = [own];
  if (caller.kind === 'department') sides.push({ owner: caller.department });
  return { $or: sides } as FilterQuery<T>;
}
