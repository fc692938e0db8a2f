import type { FilterQuery } from '@mikro-orm/core';
import { Field, ID, InputType } from 'type-graphql';
import type { Vocabulary } from '../vocabulary.js';
import { divisionPrefix } from './division-prefix.js';
import { DateScalar } from '../scalars.js';

/** One field of a connection's filter: its GraphQL type and the condition that it becomes. */
export interface FilterField<T> {
  readonly about: string;
  readonly type: () => unknown;
  readonly where: (value: never) => FilterQuery<T>;
}

type Column<T> = keyof T & string;

/** Rows whose column has exactly this term. */
export function term<T>(column: Column<T>, terms: Vocabulary, about: string): FilterField<T> {
  return { about, type: () => terms, where: (value: string) => ({ [column]: value }) as FilterQuery<T> };
}

/** Rows whose column is exactly this key or code. */
export function is<T>(column: Column<T>, about: string): FilterField<T> {
  return { about, type: () => ID, where: (value: string) => ({ [column]: value }) as FilterQuery<T> };
}

export function flagged<T>(column: Column<T>, about: string): FilterField<T> {
  return { about, type: () => Boolean, where: (value: boolean) => ({ [column]: value }) as FilterQuery<T> };
}

/** Rows in the division of this code or any division below it. */
export function within<T>(column: Column<T>, about: string): FilterField<T> {
  return {
    about,
    type: () => ID,
    where: (code: string) => ({ [column]: { $like: `${divisionPrefix(code)}%` } }) as FilterQuery<T>,
  };
}

/** Rows whose text column starts with or contains this text. */
export function contains<T>(column: Column<T>, about: string): FilterField<T> {
  const escaped = (value: string) => value.slice(0, 100).replaceAll(/[\\%_]/g, '\\$&');
  return {
    about,
    type: () => String,
    where: (value: string) => ({ [column]: { $like: `%${escaped(value)}%` } }) as FilterQuery<T>,
  };
}

/** Rows whose list column holds this term. */
export function includes<T>(column: Column<T>, terms: Vocabulary, about: string): FilterField<T> {
  return {
    about,
    type: () => terms,
    where: (value: string) => ({ [column]: { $contains: [value] } }) as FilterQuery<T>,
  };
}

/** Rows whose day column is on or after this day. */
export function since<T>(column: Column<T>, about: string): FilterField<T> {
  return { about, type: () => DateScalar, where: (value: string) => ({ [column]: { $gte: value } }) as FilterQuery<T> };
}

export function filterType<T>(name: string, fields: Readonly<Record<string, FilterField<T>>>): Function {
  const type = { [name]: class {} }[name] as Function;
  InputType(name, { description: 'All given conditions must hold. 同时满足所有条件' })(type);
  for (const [key, { about, type: fieldType }] of Object.entries(fields)) {
    Field(fieldType as () => never, { nullable: true, description: about })(type.prototype as object, key);
  }
  return type;
}

/** The condition that a filter input stands for; undefined when nothing is asked. */
export function whereOf<T>(
  fields: Readonly<Record<string, FilterField<T>>>,
  filter: object | null | undefined,
): FilterQuery<T> | undefined {
  const parts: FilterQuery<T>[] = [];
  for (const [key, value] of Object.entries(filter ?? {})) {
    if (value !== null && value !== undefined && fields[key]) parts.push(fields[key].where(value as never));
  }
  return parts.length === 0 ? undefined : ({ $and: parts } as FilterQuery<T>);
}
