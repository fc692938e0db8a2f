import { isSameText, Verbatim } from '../verbatim/verbatim.js';

/** Values that are nested deeper count as different: they are not worth the stack. */
const MAX_DEPTH = 200;

/** Whether two values of a tree are the same, whatever the order of fields. */
export function isEqual(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > MAX_DEPTH) return false;
  if (a instanceof Verbatim) return b instanceof Verbatim && isSameText(a, b);
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!isEqual(a[index], b[index], depth + 1)) return false;
    return true;
  }
  if (Array.isArray(b) || b instanceof Verbatim) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let more = 0;
  for (const name in left) {
    more++;
    if (!isEqual(left[name], right[name], depth + 1)) return false;
  }
  for (const _ in right) more--;
  return more === 0;
}
