import { hubError } from '../errors.js';
import type { Identity } from '../operation.js';
import { checkPurpose } from './headers.js';

/**
 * The identity with the purpose that an operation declares in `extensions.purpose`, for clients that cannot set headers for each operation. Throws
 * HubError when it is no text, or another one than the connection or the header declares.
 */
export function withPurpose(identity: Identity, extensions: unknown): Identity {
  if (identity.kind !== 'caller' || typeof extensions !== 'object' || extensions === null) return identity;
  const { purpose: given } = extensions as { purpose?: unknown };
  if (given === undefined || given === null || given === '') return identity;
  if (typeof given !== 'string') throw wrong('extensions.purpose must be text.');
  const purpose = checkPurpose(given);
  const { caller } = identity;
  if (caller.purpose !== undefined && caller.purpose !== purpose) {
    throw wrong('The operation declares another purpose than its connection or header; declare one.');
  }
  return { ...identity, caller: { ...caller, purpose } };
}

function wrong(message: string): Error {
  return hubError('BAD_REQUEST', message, { status: 400 });
}
