import type { FilterQuery } from '@mikro-orm/core';
import type { Caller } from '#kit/identity/caller';

/** Whom a record concerns. */
export interface AccessSides {
  readonly department: string;
  readonly persons: readonly string[];
}

/** The department that supplied the data sees a record, and each person whom it is about; nobody else. */
export function maySeeAccess(caller: Caller, { department, persons }: AccessSides): boolean {
  if (caller.kind === 'department') return caller.department === department;
  return caller.kind === 'person' && persons.includes(caller.person);
}

/** The same rule as a condition. */
export function visibleAccess<T extends AccessSides>(caller: Caller): FilterQuery<T> {
  if (caller.kind === 'department') return { department: caller.department } as FilterQuery<T>;
  if (caller.kind === 'person') return { persons: { $contains: [caller.person] } } as FilterQuery<T>;
  return { department: { $in: [] } } as unknown as FilterQuery<T>;
}
