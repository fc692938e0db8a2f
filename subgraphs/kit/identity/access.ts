import type { Caller } from '#protocol/caller';

/** Whether a caller may perform an action at all; guards on the record itself stand in the action. */
export type Access = (caller: Caller) => boolean;

/** Officials of the named department. */
export function officials(...departments: readonly string[]): Access {
  return (caller) => caller.kind === 'department' && departments.includes(caller.department);
}

/** Any partner NGO; the action checks that it concerns its own organisation. */
export const partners: Access = (caller) => caller.kind === 'partner';

/** Any citizen; the action checks that it concerns the caller. */
export const persons: Access = (caller) => caller.kind === 'person';

export function anyOf(...rules: readonly Access[]): Access {
  return (caller) => rules.some((rule) => rule(caller));
}

/** True when a partner caller acts for another organisation than its own. */
export function isForeignPartner(caller: Caller, organization: string | null | undefined): boolean {
  return caller.kind === 'partner' && caller.organization !== organization;
}

/** True when a person caller acts for somebody else. */
export function isOtherPerson(caller: Caller, person: string): boolean {
  return caller.kind === 'person' && caller.person !== person;
}
