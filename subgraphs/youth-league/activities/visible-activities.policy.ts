import type { FilterQuery } from '@mikro-orm/core';
import type { Caller } from '#kit/identity/caller';
import { seesDraftsOf, type VolunteerActivity } from './volunteer-activity.entity.js';

/** Which activities of a list a caller sees, as a condition; undefined for all. */
export function visibleActivities(caller: Caller): FilterQuery<VolunteerActivity> | undefined {
  const drafts = seesDraftsOf(caller);
  if (drafts === 'all') return undefined;
  const published: FilterQuery<VolunteerActivity> = { state: { $ne: 'DRAFT' } };
  return drafts === 'none' ? published : { $or: [published, { hostUscc: drafts.host }] };
}

/** The same as SQL, for nested lists. */
export function visibleActivitiesSql(caller: Caller): readonly [sql: string, ...parameters: string[]] | undefined {
  const drafts = seesDraftsOf(caller);
  if (drafts === 'all') return undefined;
  return drafts === 'none' ? [`state <> 'DRAFT'`] : [`state <> 'DRAFT' or host_uscc = ?`, drafts.host];
}
