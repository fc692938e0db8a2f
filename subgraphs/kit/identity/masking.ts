import type { Caller } from '#protocol/caller';
import type { MaskKind } from '../publishing/sharing.js';
import { divisionPrefix } from '../queries/division-prefix.js';

/**
 * Officials of the department that owns the data see it in clear, the person whom it is about, and who was granted the item
 * for the purpose that he declared.
 * @param subject PersonId of that person, where the row has one.
 * @param item `Type.field` as the data catalogue names it.
 * @param division code of the division that the row belongs to, for grants that cover only some divisions.
 */
export function seesClear(
  caller: Caller,
  owner: string,
  subject?: unknown,
  item?: string,
  division?: unknown,
): boolean {
  if (caller.kind === 'person') return caller.person === subject;
  if (item !== undefined && isGranted(caller, item, division)) return true;
  return caller.kind === 'department' && caller.department === owner;
}

function isGranted({ grants = [] }: Caller, item: string, division: unknown): boolean {
  return grants.some((grant) => {
    if (grant === item) return true;
    if (!grant.startsWith(`${item}@`) || typeof division !== 'string') return false;
    return division.startsWith(divisionPrefix(grant.slice(item.length + 1)));
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
