import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isPlainText, MAX_PURPOSE } from '#protocol/caller';
import { hubError } from '../errors.js';

/** The client's `x-request-id` if it is a plain short word, else a fresh id. */
export function requestIdFrom(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

/** The declared purpose of use, percent-encoded UTF-8 because headers are ASCII. Throws HubError when it is malformed. */
export function purposeFrom(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['x-purpose'];
  if (typeof given !== 'string' || given === '') return undefined;
  let purpose: string;
  try {
    purpose = decodeURIComponent(given);
  } catch {
    throw hubError('BAD_REQUEST', 'The x-purpose header must be percent-encoded UTF-8.', { status: 400 });
  }
  return checkPurpose(purpose);
}

/** A declared purpose as it may be recorded. Throws HubError when it is too long, or holds characters that are no text. */
export function checkPurpose(purpose: string): string {
  if (purpose.length <= MAX_PURPOSE && isPlainText(purpose)) return purpose;
  throw hubError('BAD_REQUEST', `A purpose may have ${MAX_PURPOSE} characters, and no control characters.`, {
    status: 400,
  });
}

/** The client's W3C trace header; whoever uses it checks it. */
export function traceparentFrom(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['traceparent'];
  return typeof given === 'string' ? given : undefined;
}

/** The place in a feed that an EventSource has, which it sends by itself when it connects again. */
export function lastEventIdFrom(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['last-event-id'];
  return typeof given === 'string' && given !== '' && given.length <= 500 ? given : undefined;
}
