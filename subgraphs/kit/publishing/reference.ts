import 'reflect-metadata';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { EntityClass } from './entity-class.js';
import type { SharingClass } from './sharing.js';

interface ForeignType {
  readonly typeName: string;
  readonly key: string;
}

const foreign = new Map<EntityClass, ForeignType>();

export interface ReferenceOptions {
  /** Key field at the owner. */
  readonly key: string;
  /** Given when this department adds fields of its own to the type; then the gateway may enter here with the key. */
  readonly extends?: ExtensionOptions | undefined;
}

/** What holds for the fields that a department adds to another's type, unless a field says otherwise. */
export interface ExtensionOptions {
  /** Matrix row or law article behind them. */
  readonly row: string;
  readonly share?: SharingClass | undefined;
}

/**
 * Declares an entity that another department owns: the key and nothing else. The class must have the entity's name.
 */
export function reference(entity: EntityClass, { key, extends: extension }: ReferenceOptions): void {
  Field(() => ID)(entity.prototype as object, key);
  ObjectType()(entity as unknown as Function);
  Directive(extension ? `@key(fields: "${key}")` : `@key(fields: "${key}", resolvable: false)`)(entity);
  if (extension) {
    // Another prefix than the owner's: the type itself is not shared here.
    Directive(`@tag(name: "part:${extension.share ?? 'unconditional'}")`)(entity);
    Directive(`@tag(name: "row:${extension.row}")`)(entity);
    // What is added here is computed from, or lists, records that have periods of their own.
    Directive(`@tag(name: "keep:derived")`)(entity);
  }
  foreign.set(entity, { typeName: entity.name, key });
}

export function findReference(entity: EntityClass): ForeignType | undefined {
  return foreign.get(entity);
}

/** An instance of a foreign entity that carries its key. */
export function refer<T extends object>(entity: EntityClass<T>, key: string): T {
  const reference = foreign.get(entity);
  if (!reference) throw new Error(`${entity.name} is not declared with reference()`);
  const Constructor = entity as unknown as new () => T;
  return Object.assign(new Constructor(), { [reference.key]: key });
}
