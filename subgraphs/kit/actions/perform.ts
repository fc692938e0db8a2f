import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '#protocol/caller';
import { type Announcement, writeOutbox, type PendingEvent } from '../feed/announce.js';
import type { EventType } from '../feed/events.js';
import type { EntityClass } from '../publishing/entity-class.js';
import { publicationOf } from '../publishing/publish.js';
import type { Act, Action } from './action.js';
import { type ConstraintProblems, isRetryable, problemOf } from './constraint-problems.js';
import { claimKey } from './idempotency.js';
import { parseInput, type InputShape } from './input.js';
import { ensure, ProblemError } from './problem.js';

const MAX_ATTEMPTS = 4;

/** What performing needs besides the action itself. */
export interface Performer {
  readonly em: EntityManager;
  readonly caller: Caller;
  readonly now: Date;
  readonly personIdKey: Buffer;
  readonly constraints: ConstraintProblems;
}

/**
 * Runs an action in a transaction of its own. Serialisation failures and deadlocks are retried; a broken constraint
 * becomes the problem that the department declared for it. Throws ProblemError; then nothing was written.
 */
export async function perform<S extends InputShape, R extends object>(
  performer: Performer,
  name: string,
  action: Action<S, R>,
  raw: unknown,
): Promise<R> {
  ensure(action.may(performer.caller), 'FORBIDDEN', `${name} is not open to this caller`);
  const input = parseInput(action.input, raw);
  const key = action.idempotent ? keyOf(raw) : undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      return await performer.em.fork().transactional((em) => attemptOnce(performer, em, name, action, input, key));
    } catch (error) {
      if (isRetryable(error) && attempt < MAX_ATTEMPTS) continue;
      throw problemOf(error, performer.constraints) ?? error;
    }
  }
}

async function attemptOnce<S extends InputShape, R extends object>(
  performer: Performer,
  em: EntityManager,
  name: string,
  action: Action<S, R>,
  input: Parameters<typeof action.run>[1],
  key: string | undefined,
): Promise<R> {
  const claim = key === undefined ? undefined : await claimKey(em, performer, name, key, input);
  if (claim?.result !== undefined) return known(em, action.returns, claim.result);
  const pending: PendingEvent[] = [];
  const result = await action.run(createAct(performer, em, pending), input);
  await em.flush();
  await writeOutbox(em, performer.now, pending);
  await claim?.settle(keyValue(result));
  return result;
}

function createAct({ caller, now, personIdKey }: Performer, em: EntityManager, pending: PendingEvent[]): Act {
  const find = <T extends object>(entity: EntityClass<T>, key: string, lock?: LockMode) =>
    em.findOne<T>(entity, { [mainKey(entity)]: key } as never, lock === undefined ? {} : { lockMode: lock });
  return {
    em,
    caller,
    now,
    personIdKey,
    announce(event: EventType, announcement: Announcement) {
      pending.push({ event, announcement });
    },
    async lock(entity, key, field) {
      const row = await find(entity, key, LockMode.PESSIMISTIC_WRITE);
      ensure(row, 'NOT_FOUND', `${entity.name} ${key} does not exist`, { field });
      return row;
    },
    async require(entity, key, field) {
      const row = await find(entity, key);
      ensure(row, 'UNKNOWN_REFERENCE', `${entity.name} ${key} does not exist`, { field });
      return row;
    },
  };
}

async function known<R extends object>(em: EntityManager, entity: EntityClass<R>, key: string): Promise<R> {
  const row = await em.findOne<R>(entity, { [mainKey(entity)]: key } as never);
  ensure(row, 'NOT_FOUND', `${entity.name} ${key} no longer exists`);
  return row;
}

function keyOf(raw: unknown): string {
  const key: unknown = (raw as { idempotencyKey?: unknown }).idempotencyKey;
  if (typeof key === 'string' && key.length >= 8 && key.length <= 64) return key;
  throw new ProblemError('INVALID_INPUT', 'idempotencyKey must have 8 to 64 characters', { field: 'idempotencyKey' });
}

function mainKey(entity: EntityClass): string {
  return publicationOf(entity).keys[0] ?? 'id';
}

function keyValue(row: object): string {
  return String((row as Record<string, unknown>)[mainKey(row.constructor as EntityClass)]);
}
