import type { FilterQuery } from '@mikro-orm/core';
import type { Caller } from '#kit/identity/caller';
import type { Context } from '#kit/identity/context';
import { byId } from '#kit/loading/by-key';
import { Donor } from '../donors/donor.entity.js';
import { isDonor } from '../donors/donor-identity.policy.js';
import type { Donation } from './donation.entity.js';

/** Promises are between the giver, the charity and the departments; what was paid is public (Charity Law arts. 76 and 79). */
export async function maySeeDonation(
  caller: Caller,
  { state, charityUscc, donor: key }: Donation,
  { load }: Pick<Context, 'load'>,
): Promise<boolean> {
  if (state !== 'PLEDGED' || caller.kind === 'department' || caller.kind === 'system') return true;
  if (caller.kind === 'partner' && caller.organization === charityUscc) return true;
  const donor = key ? await load(byId(Donor), key) : null;
  return donor !== null && isDonor(caller, donor);
}

/** The same rule as a condition. */
export function visibleDonations(caller: Caller): FilterQuery<Donation> | undefined {
  const paid = { state: { $ne: 'PLEDGED' } };
  switch (caller.kind) {
    case 'department':
    case 'system':
      return undefined;
    case 'partner':
      return {
        $or: [paid, { charityUscc: caller.organization }, { donor: { organizationUscc: caller.organization } }],
      } as unknown as FilterQuery<Donation>;
    case 'person':
      return { $or: [paid, { donor: { personId: caller.person } }] } as unknown as FilterQuery<Donation>;
    case 'dashboard':
      return paid as FilterQuery<Donation>;
    default:
      return caller satisfies never;
  }
}

/** The same rule as SQL, for nested lists. */
export function visibleDonationsSql(caller: Caller): readonly [sql: string, ...parameters: string[]] | undefined {
  switch (caller.kind) {
    case 'department':
    case 'system':
      return undefined;
    case 'partner':
      return [
        `state <> 'PLEDGED' or charity_uscc = ? or donor_id in (select id from donor where organization_uscc = ?)`,
        caller.organization,
        caller.organization,
      ];
    case 'person':
      return [`state <> 'PLEDGED' or donor_id in (select id from donor where person_id = ?)`, caller.person];
    case 'dashboard':
      return [`state <> 'PLEDGED'`];
    default:
      return caller satisfies never;
  }
}
