import { type ErrorCode, ERROR_CODES } from '../errors.js';
import type { ShowError } from './problems.js';

/** A subgraph's errors of these codes are about what the caller asked, and their texts are meant for him. */
const SHOWN: ReadonlySet<unknown> = new Set<ErrorCode>([
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'NOT_FOUND',
  'WITHHELD',
  'CURSOR_INVALID',
  'CURSOR_EXPIRED',
  'FEED_GAP',
]);

/** What else a client may know: why events are missing, from when to when, and where to begin again. */
const SHOWN_MORE = ['reason', 'missingFrom', 'missingUntil', 'restart'];

/** Masks whatever a department did not write for callers; `onMasked` hears its code. */
export function showKnownErrors(onMasked: (subgraph: string, code: unknown, path: unknown) => void): ShowError {
  return ({ message, path, extensions }, subgraph) => {
    const code = extensions['code'];
    if (typeof code === 'string' && SHOWN.has(code)) {
      const more = SHOWN_MORE.filter((name) => Object.hasOwn(extensions, name)).map((name) => [name, extensions[name]]);
      return { code, message, extensions: Object.fromEntries(more) as Record<string, unknown> };
    }
    onMasked(subgraph, code, path);
    return { code: 'DEPARTMENT_ERROR', message: ERROR_CODES.DEPARTMENT_ERROR };
  };
}

/** Hands on what subgraphs say: in open mode their codes are their own contract with their clients. */
export const showAllErrors: ShowError = ({ message, extensions }) => {
  const code = extensions['code'];
  return { code: typeof code === 'string' ? code : 'DEPARTMENT_ERROR', message };
};
