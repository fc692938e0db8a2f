import 'reflect-metadata';
import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { forbidden } from '../errors.js';
import type { Access } from '../identity/access.js';
import type { Caller } from '../identity/caller.js';
import type { Context } from '../identity/context.js';
import { byKey } from '../loading/by-key.js';
import { connectionOf } from '../pagination/connection.js';
import { PageArgs } from '../pagination/page.js';
import { paginate } from '../pagination/paginate.js';
import type { EntityClass } from '../publishing/entity-class.js';
import { publicationOf } from '../publishing/publish.js';
import { type FilterField, filterType, whereOf } from './filter.js';

export interface RegisterOptions<T extends object> {
  /** Root field for one record by its main key, for example `serviceProject`. */
  readonly one?: string | undefined;
  /** Root field for the connection, for example `serviceProjects`. */
  readonly many?: string | undefined;
  /** English, then Chinese; what the register holds. */
  readonly about: string;
  readonly filter?: Readonly<Record<string, FilterField<T>>> | undefined;
  /** Who may read the connection; others get FORBIDDEN. Default everyone with a token. */
  readonly listFor?: Access | undefined;
  /** Which rows of the connection a caller sees; undefined for all. The same rule as `visible` of publish(), as a condition. */
  readonly rowsFor?: ((caller: Caller) => FilterQuery<T> | undefined) | undefined;
  /** `desc` answers the newest first. Default `asc`. */
  readonly order?: 'asc' | 'desc' | undefined;
}

/** The two root fields of a register: one record by key, and the filtered connection. */
export function register<T extends object>(entity: EntityClass<T>, options: RegisterOptions<T>): Function {
  const Register = { [`${entity.name}Register`]: class {} }[`${entity.name}Register`] as EntityClass & Function;
  Resolver()(Register);
  if (options.one !== undefined) addOne(Register, entity, options.one, options.about);
  if (options.many !== undefined) addMany(Register, entity, options.many, options);
  return Register;
}

function addOne<T extends object>(Register: EntityClass, entity: EntityClass<T>, name: string, about: string): void {
  const { keys, visible } = publicationOf(entity);
  const key = keys[0] as keyof T & string;
  const load = byKey(entity, key);
  const descriptor = define(Register, name, 2, async (value: string, context: Context) => {
    const row = await context.load(load, value);
    return row === null || (await visible?.(context.caller, row, context)) === false ? null : row;
  });
  const proto = Register.prototype as object;
  Arg(key, () => ID)(proto, name, 0);
  Ctx()(proto, name, 1);
  Query(() => entity, { nullable: true, description: about })(proto, name, descriptor);
}

function addMany<T extends object>(
  Register: EntityClass,
  entity: EntityClass<T>,
  name: string,
  { about, filter = {}, order, listFor, rowsFor }: RegisterOptions<T>,
): void {
  const answer = (given: object | null, page: PageArgs, context: Context) => {
    if (listFor && !listFor(context.caller)) throw forbidden(`${name} is not open to this caller`);
    const conditions = [whereOf(filter, given), rowsFor?.(context.caller)].filter((each) => each !== undefined);
    const where = conditions.length === 0 ? undefined : ({ $and: conditions } as FilterQuery<T>);
    return paginate(context, entity, page, { where, order });
  };
  const proto = Register.prototype as object;
  // type-graphql hands over exactly the declared parameters, in their order.
  const hasFilter = Object.keys(filter).length > 0;
  const descriptor = hasFilter
    ? define(Register, name, 3, answer)
    : define(Register, name, 2, (page: PageArgs, context: Context) => answer(null, page, context));
  const first = hasFilter ? 1 : 0;
  if (hasFilter) {
    const Filter = filterType(`${entity.name}Filter`, filter);
    Arg('filter', () => Filter as never, { nullable: true })(proto, name, 0);
  }
  Reflect.defineMetadata('design:paramtypes', [...(hasFilter ? [Object] : []), PageArgs, Object], proto, name);
  Args(() => PageArgs)(proto, name, first);
  Ctx()(proto, name, first + 1);
  Query(() => connectionOf(entity), { description: about })(proto, name, descriptor);
}

function define(Register: EntityClass, name: string, parameters: number, value: unknown): PropertyDescriptor {
  const descriptor = { value, writable: true, configurable: true, enumerable: false };
  const proto = Register.prototype as object;
  Object.defineProperty(proto, name, descriptor);
  Reflect.defineMetadata('design:paramtypes', Array(parameters).fill(Object), proto, name);
  Reflect.defineMetadata('design:type', Function, proto, name);
  return descriptor;
}
