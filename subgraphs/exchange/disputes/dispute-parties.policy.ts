import type { FilterQuery } from '@mikro-orm/core';
import type { Caller } from '#kit/identity/caller';
import {
  COORDINATOR,
  GOVERNMENT,
  maySeeRequest,
  type SharingSides,
  visibleSharing,
} from '../sharing/sharing-parties.policy.js';

/** Both sides see a dispute, and those who mediate or decide. */
export const maySeeDispute: (caller: Caller, row: SharingSides) => boolean = maySeeRequest;

/** The same rule as a condition. */
export function visibleDisputes<T extends SharingSides>(caller: Caller): FilterQuery<T> | undefined {
  const isThird = caller.kind === 'department' && [COORDINATOR, GOVERNMENT].some((role) => caller.roles.includes(role));
  // Of his own department's disputes he is a side: he sees those too.
  return isThird ? undefined : visibleSharing<T>(caller);
}
