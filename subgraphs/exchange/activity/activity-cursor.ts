import { ensureInput } from '#kit/errors';

const PREFIX = 'a1:';

/** Opaque position in the activity log, with the version of its form. */
export function encodeActivityCursor(position: number): string {
  return Buffer.from(PREFIX + position.toString(36)).toString('base64url');
}

/** The position; throws BAD_USER_INPUT for anything that is not a cursor of the activity log. */
export function decodeActivityCursor(cursor: string): number {
  const text = cursor.length <= 40 ? Buffer.from(cursor, 'base64url').toString() : '';
  const position = text.startsWith(PREFIX) ? Number.parseInt(text.slice(PREFIX.length), 36) : Number.NaN;
  ensureInput(Number.isSafeInteger(position) && position >= 0, 'after is not a cursor of the activity log');
  return position;
}
