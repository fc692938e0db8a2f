import type { Caller } from '#kit/identity/caller';

export const CHARITY_FEDERATION = 'charity-federation';

interface Identity {
  readonly personId?: string | null | undefined;
  readonly organizationUscc?: string | null | undefined;
  readonly consentToPublish: boolean;
}

/** True when the caller is the donor. */
export function isDonor(caller: Caller, donor: Omit<Identity, 'consentToPublish'>): boolean {
  if (caller.kind === 'person') return caller.person === donor.personId;
  return caller.kind === 'partner' && caller.organization === donor.organizationUscc;
}

/** True for those who see who the donor is whether or not he agreed: our officials, and the donor. */
export function mayKnow(caller: Caller, donor: Omit<Identity, 'consentToPublish'>): boolean {
  return (caller.kind === 'department' && caller.department === CHARITY_FEDERATION) || isDonor(caller, donor);
}

/** Whether the caller may see who stands behind a gift that was not anonymous (Charity Law art. 82: only with consent). */
export function mayIdentify(caller: Caller, donor: Identity): boolean {
  return donor.consentToPublish || mayKnow(caller, donor);
}
