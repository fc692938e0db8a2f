import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { hubError } from '../errors.js';

/** Characters of a declared purpose. */
export const MAX_PURPOSE = 200;

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
  if (purpose.length <= MAX_PURPOSE) return purpose;
  throw hubError('BAD_REQUEST', `The x-purpose header may have ${MAX_PURPOSE} characters.`, { status: 400 });
}

/** The client's W3C trace header; whoever uses it checks it. */
export function traceparentFrom(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['traceparent'];
  return typeof given === 'string' ? given : undefined;
}
