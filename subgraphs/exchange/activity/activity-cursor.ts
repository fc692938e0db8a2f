import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { codedError } from '#kit/errors';
import type { Caller } from '#kit/identity/caller';
import { callerName } from '#kit/identity/caller';
import { sql } from '#kit/sql';
import type { ActivityEvent } from './activity-event.entity.js';
import { type LogEnd, readEnds } from './activity-log.js';

/** A place in the log: the last event that its holder has. */
export type ActivityPlace = Pick<ActivityEvent, 'position' | 'hash' | 'recordedAt'>;

/** Key material, and the name under which cursors say that it is theirs. */
export interface CursorKey {
  readonly id: string;
  readonly secret: Buffer;
}

const VERSION = 2;
const HEAD_BYTES = 1 + 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Position 6, first bytes of the event's hash 6, its time in seconds 5, day of expiry 3. */
const BODY_BYTES = 20;
const HASH_BYTES = 6;
const TOTAL_BYTES = HEAD_BYTES + NONCE_BYTES + BODY_BYTES + TAG_BYTES;
const DAY_MS = 86_400_000;

interface Keys {
  readonly id: Buffer;
  readonly encryption: Buffer;
  readonly nonce: Buffer;
}

/**
 * Cursors of the activity log. They are encrypted: how far two of them are apart would tell an organisation how much
 * happens that it may not see. They belong to one caller, expire, and hold a part of the event's hash, so that a log
 * that was restored from a backup is noticed. Equal places give equal cursors to one caller within a day.
 */
export class ActivityCursors {
  readonly #current: Keys;
  readonly #keys: readonly Keys[];

  /**
   * @param keys the first makes cursors, all read them.
   * @param keepDays days for which a cursor holds.
   * @param purpose cursors made for one log are none of another.
   */
  constructor(
    keys: readonly CursorKey[],
    private readonly keepDays: number,
    private readonly clock: () => Date = () => new Date(),
    purpose = 'activity-cursor',
  ) {
    this.#keys = keys.map((key) => derive(key, purpose));
    const [current] = this.#keys;
    if (!current) throw new Error('cursors need a key');
    this.#current = current;
  }

  encode({ position, hash, recordedAt }: ActivityPlace, caller: Caller): string {
    const { id, encryption, nonce: nonceKey } = this.#current;
    const body = Buffer.alloc(BODY_BYTES);
    body.writeUIntBE(position, 0, 6);
    body.write(hash.slice(0, HASH_BYTES * 2), 6, 'hex');
    writeSeconds(body, Math.floor(recordedAt.getTime() / 1000));
    const today = Math.floor(this.clock().getTime() / DAY_MS);
    body.writeUIntBE(today + 1 + this.keepDays, 17, 3);
    const head = Buffer.concat([Buffer.from([VERSION]), id]);
    const bound = Buffer.concat([head, Buffer.from(tenantOf(caller))]);
    // Made from what it encrypts: the same nonce never serves two texts.
    const nonce = createHmac('sha256', nonceKey).update(bound).update(body).digest().subarray(0, NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', encryption, nonce).setAAD(bound);
    const text = Buffer.concat([cipher.update(body), cipher.final()]);
    return Buffer.concat([head, nonce, text, cipher.getAuthTag()]).toString('base64url');
  }

  /** Throws CURSOR_INVALID or CURSOR_EXPIRED; nothing of it is used before it was found to be ours and this caller's. */
  decode(cursor: string, caller: Caller): { position: number; hashStart: string; at: Date } {
    const bytes = cursor.length <= 100 && /^[\w-]+$/.test(cursor) ? Buffer.from(cursor, 'base64url') : Buffer.alloc(0);
    // Other texts can stand for the same bytes.
    if (bytes.length !== TOTAL_BYTES || bytes.toString('base64url') !== cursor || bytes[0] !== VERSION) throw invalid();
    const head = bytes.subarray(0, HEAD_BYTES);
    const keys = this.#keys.find(({ id }) => id.equals(head.subarray(1)));
    if (!keys) throw invalid();
    const bound = Buffer.concat([head, Buffer.from(tenantOf(caller))]);
    const nonceEnd = HEAD_BYTES + NONCE_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', keys.encryption, bytes.subarray(HEAD_BYTES, nonceEnd), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(bound)
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    let body: Buffer;
    try {
      body = Buffer.concat([decipher.update(bytes.subarray(nonceEnd, -TAG_BYTES)), decipher.final()]);
    } catch {
      throw invalid();
    }
    if (body.readUIntBE(17, 3) * DAY_MS <= this.clock().getTime()) {
      throw codedError('CURSOR_EXPIRED', 'The cursor is too old to be used; begin anew without it.');
    }
    return {
      position: body.readUIntBE(0, 6),
      hashStart: body.toString('hex', 6, 12),
      at: new Date(readSeconds(body) * 1000),
    };
  }

  /** The position from which to read on. Throws FEED_GAP where the log no longer holds what comes after it. */
  async resolve(em: EntityManager, cursor: string, caller: Caller): Promise<number> {
    const { position, hashStart, at } = this.decode(cursor, caller);
    const { floor } = await readEnds(em);
    if (position < floor.position) {
      throw this.#gap('REMOVED', 'The events after this cursor were removed because of their age.', at, floor, caller);
    }
    if ((await hashAt(em, position, floor))?.startsWith(hashStart) === true) return position;
    const [before] = await sql<{ position: string; hash: string; recorded_at: Date | string }>(
      em,
      'select position, hash, recorded_at from activity_event where recorded_at <= ? order by position desc limit 1',
      [at],
    );
    const restart = before
      ? { position: Number(before.position), hash: before.hash, at: new Date(before.recorded_at) }
      : floor;
    throw this.#gap(
      'RESTORED',
      'The log was restored from a backup, and this event is not in it.',
      restart.at,
      { ...restart, at },
      caller,
    );
  }

  #gap(reason: string, message: string, missingFrom: Date, end: LogEnd, caller: Caller): Error {
    const { position, hash, at } = end;
    return codedError('FEED_GAP', message, {
      reason,
      missingFrom: missingFrom.toISOString(),
      missingUntil: at.toISOString(),
      restart: this.encode({ position, hash, recordedAt: at }, caller),
    });
  }
}

async function hashAt(em: EntityManager, position: number, floor: LogEnd): Promise<string | undefined> {
  if (position === floor.position) return floor.hash;
  const [row] = await sql<{ hash: string }>(em, 'select hash from activity_event where position = ?', [position]);
  return row?.hash;
}

function derive({ id, secret }: CursorKey, purpose: string): Keys {
  const part = (name: string, bytes: number) => Buffer.from(hkdfSync('sha256', secret, '', name, bytes));
  return {
    id: createHmac('sha256', part(`${purpose} id`, 32))
      .update(id)
      .digest()
      .subarray(0, 4),
    encryption: part(`${purpose} encryption`, 32),
    nonce: part(`${purpose} nonce`, 32),
  };
}

function tenantOf(caller: Caller): string {
  return `${caller.kind}:${callerName(caller)}`;
}

/** Five bytes: enough until the year 36812. */
function writeSeconds(into: Buffer, seconds: number): void {
  into.writeUIntBE(Math.max(seconds, 0), 12, 5);
}

function readSeconds(from: Buffer): number {
  return from.readUIntBE(12, 5);
}

function invalid(): Error {
  return codedError(
    'CURSOR_INVALID',
    'The cursor is none of this log, was changed, or was given to somebody else; begin anew without it.',
  );
}
