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

/** The partner organisation that an event concerns, where one made the request. */
export function organizationOf({ party, applicant }: Pick<SharingSides, 'party' | 'applicant'>): string | null {
  return party === 'PARTNER' ? applicant : null;
}

/** Whether the caller is one of the two sides of a request and its grant. */
export function maySeeSharing(caller: Caller, row: SharingSides): boolean {
  if (caller.kind === 'department' && row.owner === caller.department) return true;
  const own = partyOf(caller);
  return own !== undefined && row.party === own.party && row.applicant === own.applicant;
}

/** Role of officials of the competent body for government data sharing (政务数据共享主管部门). */
export const COORDINATOR = 'sharing-coordinator';
/** Role of officials who prepare decisions of the government. */
export const GOVERNMENT = 'government';

/** An official with a role, of a department that is neither side: nobody mediates or decides in his own matter. */
export function isNeutral(caller: Caller, role: string, { party, applicant, owner }: SharingSides): boolean {
  if (caller.kind !== 'department' || !caller.roles.includes(role)) return false;
  return caller.department !== owner && !(party === 'DEPARTMENT' && caller.department === applicant);
}

/** Both sides see a request; so do those who mediate or decide when it is disputed. */
export function maySeeRequest(caller: Caller, row: SharingSides): boolean {
  return maySeeSharing(caller, row) || isNeutral(caller, COORDINATOR, row) || isNeutral(caller, GOVERNMENT, row);
}

/** What both sides see in lists, as a condition. */
export function visibleSharing<T extends SharingSides>(caller: Caller): FilterQuery<T> {
  const own = partyOf(caller);
  if (!own) return { owner: { $in: [] } } as unknown as FilterQuery<T>;
  const sides: object[] = [own];
  if (caller.kind === 'department') sides.push({ owner: caller.department });
  return { $or: sides } as FilterQuery<T>;
}
