import 'reflect-metadata';
import type { EntityProperty, EntitySchemaWithMeta } from '@mikro-orm/core';
import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../pagination/connection.js';
import { DateScalar, DateTimeScalar, FenScalar } from '../scalars.js';
import type { Caller } from '../identity/caller.js';
import type { EntityClass } from './entity-class.js';
import { needsGrant, type PublishedField, type SharingClass, tags } from './sharing.js';

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
  readonly visible: ((caller: Caller, row: object) => boolean) | undefined;
}

export interface PublishOptions<T extends object> {
  /** English, then Chinese. */
  readonly about: string;
  /** Matrix row that asks for this entity. */
  readonly row: string;
  /** Class of the type as a whole; computed fields inherit it. Default unconditional. */
  readonly share?: SharingClass | undefined;
  /** Unique columns by which other departments may name it. Default `id`. */
  readonly keys?: readonly [keyof T & string, ...(keyof T & string)[]] | undefined;
  readonly fields: { readonly [K in keyof T & string]?: PublishedField };
  /** Who may be answered a row when another department or the gateway names it by key; the others get null. Default everyone. */
  readonly visible?: ((caller: Caller, row: T) => boolean) | undefined;
  /** Column with the PersonId of whom the row is about: that person sees it in clear. */
  readonly self?: (keyof T & string) | undefined;
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
    if (field)
      publishField(entity, column, field, propertyOf(meta, entity, column), keys.includes(column as keyof T & string));
  }
  ObjectType({ description: options.about, implements: [...(options.implements ?? [])] })(
    entity as unknown as Function,
  );
  for (const key of keys) Directive(`@key(fields: "${key}")`)(entity);
  for (const tag of tags({ share: options.share ?? 'unconditional', row: options.row })) Directive(tag)(entity);
  // Made now, because type-graphql reads its types once, before it asks for any field's type.
  connectionOf(entity);
  publications.set(entity, {
    typeName: entity.name,
    entity,
    keys,
    self: options.self,
    fields: options.fields as Record<string, PublishedField>,
    visible: options.visible as Publication['visible'],
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

function publishField(
  entity: EntityClass,
  column: string,
  field: PublishedField,
  prop: EntityProperty,
  isKey: boolean,
) {
  const { ref } = field;
  const type = ref ?? graphqlType(entity, column, prop, isKey);
  const options = { nullable: Boolean(prop.nullable) || needsGrant(field), description: field.about };
  const name = field.as ?? column;
  Field(type, options)(entity.prototype as object, name);
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
