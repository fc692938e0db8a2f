import type { FilterQuery } from '@mikro-orm/core';
import { type Caller, callerName } from '#kit/identity/caller';

/** Role of officials who take tokens out of use. */
export const TOKEN_OPERATOR = 'token-operator';

/** `kind:name`, as the `sub` of an outside token has it. */
export function subjectOf(caller: Caller): string {
  return `${caller.kind}:${callerName(caller)}`;
}

export function isTokenOperator(caller: Caller): boolean {
  return caller.kind === 'department' && caller.roles.includes(TOKEN_OPERATOR);
}

export function maySeeRevocation(caller: Caller, { subject }: { readonly subject: string }): boolean {
  return isTokenOperator(caller) || subject === subjectOf(caller);
}

/** The same rule as a condition. */
export function visibleRevocations<T extends { readonly subject: string }>(caller: Caller): FilterQuery<T> | undefined {
  return isTokenOperator(caller) ? undefined : ({ subject: subjectOf(caller) } as FilterQuery<T>);
}
