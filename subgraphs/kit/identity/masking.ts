import type { Caller } from '#protocol/caller';
import type { MaskKind } from '../publishing/sharing.js';
import { divisionPrefix } from '../queries/division-prefix.js';

/** What is read, as far as grants and persons go by it. */
export interface ReadValue {
  /** PersonId of the person whom the row is about, where it has one. */
  readonly subject?: unknown;
  /** `Type.field` as the data catalogue names it. */
  readonly item?: string;
  /** The row's key, for grants that cover only some records. */
  readonly key?: unknown;
  /** Code of the division that the row belongs to, for grants that cover only some divisions. */
  readonly division?: unknown;
}

/**
 * Officials of the department that owns the data see it in clear, the person whom it is about, and who was granted the item
 * for the purpose that he declared.
 */
export function seesClear(caller: Caller, owner: string, value: ReadValue = {}): boolean {
  return (
    clearAnyway(caller, owner) ??
    (caller.kind === 'person' ? caller.person === value.subject : isGranted(caller, value))
  );
}

/** The same where it does not depend on what is read, else undefined: asked for each value, and mostly enough. */
export function clearAnyway(caller: Caller, owner: string): boolean | undefined {
  if (caller.kind === 'department' && caller.department === owner) return true;
  return caller.kind === 'person' || caller.grants !== undefined ? undefined : false;
}

function isGranted({ grants }: Caller, { item, key, division }: ReadValue): boolean {
  if (!grants || item === undefined) return false;
  return grants.some((grant) => {
    if (grant === item) return true;
    if (!grant.startsWith(item)) return false;
    const records = grant.slice(item.length + 1);
    if (grant[item.length] === '#') return records === key;
    return grant[item.length] === '@' && typeof division === 'string' && division.startsWith(divisionPrefix(records));
  });
}

/** The value as those see it who may not see it in clear. Unknown shapes are hidden, never shown. */
export function mask(kind: MaskKind, value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const characters = [...value];
  switch (kind) {
    case 'name':
      return characters[0] + '*'.repeat(Math.max(1, characters.length - 1));
    case 'id-number':
      return characters.length < 8 ? null : characters.slice(0, 6).join('') + '*'.repeat(characters.length - 6);
    case 'phone':
      return characters.length < 8 ? null : `${value.slice(0, 3)}****${value.slice(-4)}`;
    case 'address':
      return `${characters.slice(0, 6).join('')}***`;
    case 'account':
      return `****${value.slice(-4)}`;
    case 'year':
      return /^\d{4}-/.test(value) ? value.slice(0, 4) : null;
    case 'hidden':
      return null;
    default:
      return kind satisfies never;
  }
}
