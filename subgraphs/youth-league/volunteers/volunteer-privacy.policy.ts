import type { FilterQuery } from '@mikro-orm/core';
import type { Caller } from '#kit/identity/caller';

export const YOUTH_LEAGUE = 'youth-league';

/** The two columns that say whom a row about a volunteer belongs to; either may be empty. */
export interface Belonging {
  /** PersonId of the volunteer. */
  readonly personId: string;
  /** Credit code of the organisation that recruited the volunteer or hosted the service. */
  readonly organization: string | null;
}

/**
 * Whether a caller may be answered a row about one volunteer (Volunteer Service Regulations art. 20): officials and the hub may, an
 * organisation for its own volunteers and services, a person for himself. Screens on a wall may not.
 */
export function maySee(caller: Caller, { personId, organization }: Belonging): boolean {
  switch (caller.kind) {
    case 'department':
    case 'system':
      return true;
    case 'partner':
      return caller.organization === organization;
    case 'person':
      return caller.person === personId;
    case 'dashboard':
      return false;
    default:
      return caller satisfies never;
  }
}

/** Names of the columns that hold a row's belonging, as properties. */
export interface BelongingColumns<T> {
  readonly person: keyof T & string;
  readonly organization: keyof T & string;
}

/** The same rule as a condition of a list; undefined when the caller may see every row. */
export function visibleRows<T>(caller: Caller, columns: BelongingColumns<T>): FilterQuery<T> | undefined {
  switch (caller.kind) {
    case 'department':
    case 'system':
      return undefined;
    case 'partner':
      return { [columns.organization]: caller.organization } as FilterQuery<T>;
    case 'person':
      return { [columns.person]: caller.person } as FilterQuery<T>;
    case 'dashboard':
      return { [columns.person]: { $in: [] } } as FilterQuery<T>;
    default:
      return caller satisfies never;
  }
}

/** The same rule as SQL for nested lists, over the given column names. */
export function visibleSql(
  caller: Caller,
  columns: { readonly person: string; readonly organization: string },
): readonly [sql: string, ...parameters: string[]] | undefined {
  switch (caller.kind) {
    case 'department':
    case 'system':
      return undefined;
    case 'partner':
      return [`${columns.organization} = ?`, caller.organization];
    case 'person':
      return [`${columns.person} = ?`, caller.person];
    case 'dashboard':
      return ['false'];
    default:
      return caller satisfies never;
  }
}
