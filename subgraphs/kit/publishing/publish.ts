import 'reflect-metadata';
import type { EntityProperty, EntitySchemaWithMeta } from '@mikro-orm/core';
import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../pagination/connection.js';
import { DateScalar, DateTimeScalar, FenScalar } from '../scalars.js';
import type { Caller } from '../identity/caller.js';
import type { Context } from '../identity/context.js';
import type { EntityClass } from './entity-class.js';
import { needsGrant, type PublishedField, type Retention, type SharingClass, tags } from './sharing.js';

/** Whether a caller may be answered a row; it may read others to know. */
export type Visible<T> = (caller: Caller, row: T, context: Pick<Context, 'load'>) => boolean | Promise<boolean>;

/** What leaves the department of one table, decided once at load. */
export interface Publication {
  readonly typeName: string;
  readonly entity: EntityClass;
  /** Columns that identify the entity towards other departments; the first one is the main key. */
  readonly keys: readonly string[];
  /** Column with the PersonId of whom the row is about. */
  readonly self: string | undefined;
  /** Column -> how it is published. */
  readonly fields: Readonly<Record<string, PublishedField>>;
  readonly visible: Visible<object> | undefined;
  readonly isProtected: ((row: object) => boolean) | undefined;
  readonly division: string | undefined;
}

export interface PublishOptions<T extends object> {
  /** English, then Chinese. */
  readonly about: string;
  /** Matrix row that asks for this entity. */
  readonly row: string;
  /** How long a record is kept after its matter has ended. */
  readonly keep: Retention;
  /** Class of the type as a whole; computed fields inherit it. Default unconditional. */
  readonly share?: SharingClass | undefined;
  /** Unique columns by which other departments may name it. Default `id`. */
  readonly keys?: readonly [keyof T & string, ...(keyof T & string)[]] | undefined;
  readonly fields: { readonly [K in keyof T & string]?: PublishedField };
  /**
   * 不予共享: columns that leave the department in no form, with the matrix row or law article that says so. They have no GraphQL field; the data
   * catalogue lists them, so that others know that there is nothing to ask for.
   */
  readonly withheld?: { readonly [K in keyof T & string]?: string } | undefined;
  /** Who may be answered a row when another department or the gateway names it by key; the others get null. Default everyone. */
  readonly visible?: Visible<T> | undefined;
  /** Column with the PersonId of whom the row is about: that person sees it in clear. */
  readonly self?: (keyof T & string) | undefined;
  /** Column with the code of the division that a row belongs to: grants can then be limited to a division. */
  readonly division?: (keyof T & string) | undefined;
  /**
   * Rows whose personal fields have no masked form: they are answered to the owner, the person himself and holders of a grant,
   * and null to everyone else.
   */
  readonly isProtected?: ((row: T) => boolean) | undefined;
  /** GraphQL interface classes that the type implements. */
  readonly implements?: readonly EntityClass[] | undefined;
}

type Table<T extends object> = Pick<
  EntitySchemaWithMeta<string, string, T, never, Record<string, unknown>, EntityClass<T>>,
  'meta'
> & { setClass(entity: never): unknown };

const publications = new Map<EntityClass, Publication>();

/**
 * Says which columns of a table leave the department, as what, and with which sharing class. A column that is not
 * named here cannot leak, because no GraphQL field exists for it.
 */
export function publish<T extends object>(
  entity: EntityClass<T>,
  table: { meta: unknown; setClass(entity: never): unknown },
  options: PublishOptions<T>,
): void {
  const { meta } = table as Table<T>;
  table.setClass(entity as never);
  const keys = options.keys ?? ['id' as keyof T & string];
  for (const [column, field] of Object.entries<PublishedField | undefined>(options.fields)) {
    if (!field) continue;
    const prop = propertyOf(meta, entity, column);
    publishField(entity, column, field, {
      type: field.ref ?? graphqlType(entity, column, prop, keys.includes(column as keyof T & string)),
      nullable:
        Boolean(prop.nullable) || needsGrant(field) || (options.isProtected !== undefined && Boolean(field.mask)),
    });
    if (field.coarse) publishField(entity, column, coarseOf(field), { type: () => Int as never, nullable: true });
  }
  ObjectType({ description: options.about, implements: [...(options.implements ?? [])] })(
    entity as unknown as Function,
  );
  for (const key of keys) Directive(`@key(fields: "${key}")`)(entity);
  for (const tag of tags({ share: options.share ?? 'unconditional', row: options.row, keep: options.keep }))
    Directive(tag)(entity);
  for (const [column, basis] of Object.entries<string | undefined>(options.withheld ?? {})) {
    propertyOf(meta, entity, column);
    if (column in options.fields) throw new Error(`${entity.name}.${column} is withheld and published`);
    Directive(`@tag(name: "withheld:${column}:${basis}")`)(entity);
  }
  if (options.division) Directive('@tag(name: "rows:division")')(entity);
  // Made now, because type-graphql reads its types once, before it asks for any field's type.
  connectionOf(entity);
  publications.set(entity, {
    typeName: entity.name,
    entity,
    keys,
    self: options.self,
    fields: options.fields as Record<string, PublishedField>,
    visible: options.visible as Publication['visible'],
    isProtected: options.isProtected as Publication['isProtected'],
    division: options.division,
  });
}

/** The publication of an entity class; throws for a class that publishes nothing. */
export function publicationOf(entity: EntityClass): Publication {
  const publication = publications.get(entity);
  if (!publication) throw new Error(`${entity.name} is not published`);
  return publication;
}

export function findPublication(entity: EntityClass): Publication | undefined {
  return publications.get(entity);
}

/** The coarser field beside a field, as a field of its own. */
export function coarseOf({ coarse, share, privacy }: PublishedField): PublishedField {
  if (!coarse) throw new Error('a field without a coarse form');
  return { share, privacy, ...coarse };
}

function publishField(
  entity: EntityClass,
  column: string,
  field: PublishedField,
  { type, nullable }: { readonly type: () => never | (abstract new (...args: never[]) => object); nullable: boolean },
) {
  const name = field.as ?? column;
  Field(type as () => never, { nullable, description: field.about })(entity.prototype as object, name);
  for (const tag of tags(field)) Directive(tag)(entity.prototype as object, name);
  if (needsGrant(field)) Directive(`@policy(policies: [["${entity.name}.${name}"]])`)(entity.prototype as object, name);
}

function propertyOf(meta: unknown, entity: EntityClass, column: string): EntityProperty {
  const prop = (meta as { properties: Record<string, EntityProperty> }).properties[column];
  if (!prop) throw new Error(`${entity.name} has no column ${column}`);
  return prop;
}

const SCALARS: Readonly<Record<string, unknown>> = {
  StringType: String,
  TextType: String,
  CharacterType: String,
  UuidType: String,
  IntegerType: Int,
  SmallIntType: Int,
  DoubleType: Float,
  BooleanType: Boolean,
  DateType: DateScalar,
  DateTimeType: DateTimeScalar,
  BigIntType: FenScalar,
};

function graphqlType(entity: EntityClass, column: string, prop: EntityProperty, isKey: boolean): () => never {
  if (isKey || prop.primary) return () => ID as never;
  const items: unknown = prop.items;
  if (prop.enum && typeof items === 'function') {
    const terms = (items as () => unknown)();
    return () => (prop.array ? [terms] : terms) as never;
  }
  const typeName = (prop.type as unknown as { name?: string } | undefined)?.name ?? String(prop.type);
  if (typeName === 'ArrayType') return () => [String] as never;
  const scalar = SCALARS[typeName];
  if (!scalar)
    throw new Error(`${entity.name}.${column}: no GraphQL type for ${typeName}; publish it with ref, or compute it`);
  return () => scalar as never;
}
