import type { FilterQuery } from '@mikro-orm/core';
import type { Caller } from './caller.js';

/** Which rows of a table a caller may be answered, in the three forms in which it is asked. */
export interface RowRule<T> {
  /** Of one row (`visible` of publish()). */
  readonly visible: (caller: Caller, row: T) => boolean;
  /** As the condition of a list (`rowsFor` of register()); undefined for all rows. */
  readonly rows: (caller: Caller) => FilterQuery<T> | undefined;
  /** As SQL for nested lists (`where` of childrenOf()); undefined for all rows. */
  readonly sql: (caller: Caller) => readonly [sql: string, ...parameters: string[]] | undefined;
}

type Column<T> = keyof T & string;

export interface HeldBackOptions<T> {
  /** States in which a record is not public. The column is named `state`. */
  readonly in: readonly string[];
  /** Columns with the credit code of an organisation whose record it is: property → column of the table. */
  readonly organizations: Readonly<Partial<Record<Column<T>, string>>>;
}

/**
 * Records that everyone may see, except in the states of the beginning or of a refusal: then departments see them, and the organisation whose
 * they are. Applications that nobody has decided, or that were refused, are nobody else's business.
 */
export function heldBack<T extends { readonly state: string }>({
  in: states,
  organizations,
}: HeldBackOptions<T>): RowRule<T> {
  const names = Object.entries<string | undefined>(organizations);
  const isPublic = `state not in (${states.map((state) => `'${state}'`).join(', ')})`;
  const seesAll = ({ kind }: Caller) => kind === 'department' || kind === 'system';
  return {
    visible(caller, row) {
      if (seesAll(caller) || !states.includes(row.state)) return true;
      return caller.kind === 'partner' && names.some(([name]) => row[name as Column<T>] === caller.organization);
    },
    rows(caller) {
      if (seesAll(caller)) return undefined;
      const others = { state: { $nin: states } };
      if (caller.kind !== 'partner') return others as unknown as FilterQuery<T>;
      return { $or: [others, ...names.map(([name]) => ({ [name]: caller.organization }))] } as FilterQuery<T>;
    },
    sql(caller) {
      if (seesAll(caller)) return undefined;
      if (caller.kind !== 'partner') return [isPublic];
      const own = names.map(([, column]) => `${column} = ?`).join(' or ');
      return [`${isPublic} or ${own}`, ...names.map(() => caller.organization)];
    },
  };
}
