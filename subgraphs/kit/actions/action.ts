import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '#protocol/caller';
import type { Announcement } from '../feed/announce.js';
import type { EventType } from '../feed/events.js';
import type { Access } from '../identity/access.js';
import type { EntityClass } from '../publishing/entity-class.js';
import { id, type InputOf, type InputShape } from './input.js';

/** What an action may use. Everything it does happens in one transaction, or not at all. */
export interface Act {
  /** The transaction's entity manager. */
  readonly em: EntityManager;
  readonly caller: Caller;
  readonly now: Date;
  /** Key of the departments for PersonId. */
  readonly personIdKey: Buffer;
  /** Records an event in the outbox of the same transaction. */
  announce(event: EventType, announcement: Announcement): void;
  /** The record, locked until the transaction ends, so that state checks hold. Throws NOT_FOUND. */
  lock<T extends object>(entity: EntityClass<T>, key: string, field?: string): Promise<T>;
  /** The record that an input field refers to, unlocked. Throws UNKNOWN_REFERENCE with the field. */
  require<T extends object>(entity: EntityClass<T>, key: string, field: string): Promise<T>;
}

export interface Action<S extends InputShape = InputShape, R extends object = object> {
  /** English, then Chinese. */
  readonly about: string;
  /** Matrix row. */
  readonly row: string;
  readonly input: S;
  /** Entity that the mutation answers; the result type is `<Entity>Result = <Entity> | Problem`. */
  readonly returns: EntityClass<R>;
  readonly may: Access;
  /** With true, the input carries `idempotencyKey`: a repeated request answers the first result. */
  readonly idempotent: boolean;
  readonly run: (act: Act, input: InputOf<S>) => Promise<R>;
}

export interface ActionOptions<S extends InputShape, R extends object> extends Omit<Action<S, R>, 'idempotent'> {
  readonly idempotent?: boolean | undefined;
}

/** One use case: who may, what it takes, what it does. Knows no GraphQL; the kit makes the mutation from it. */
export function action<S extends InputShape, R extends object>(options: ActionOptions<S, R>): Action<S, R> {
  return { ...options, idempotent: options.idempotent ?? false };
}

export const IDEMPOTENCY_KEY = id(
  'Your own key for this request: a repeat with the same key answers the first result. 幂等键',
);
