import type { Caller } from '#kit/identity/caller';
import type { CatalogItem } from '../catalog/catalog-entry.js';
import type { SharingGrant } from './sharing-grant.entity.js';

/** What a caller gets of an item, and why. */
export interface DecidedAccess {
  readonly decision: 'ALLOWED' | 'MASKED' | 'DENIED';
  readonly because: string;
  readonly apply?: string;
  readonly grant?: SharingGrant;
}

/** The rules of the departments and the gateway in words; `grants`: the caller's own that hold now. */
export function decideAccess(
  { id, owner, share, mask, row }: CatalogItem,
  caller: Caller,
  purpose: string | undefined,
  grants: readonly SharingGrant[],
): DecidedAccess {
  if (share === 'withheld') {
    return { decision: 'DENIED', because: `${owner} shares it in no form (不予共享), on the basis of ${row}.` };
  }
  if (share !== 'conditional') return { decision: 'ALLOWED', because: 'It is shared unconditionally (无条件共享).' };
  if (caller.kind === 'department' && caller.department === owner) {
    return { decision: 'ALLOWED', because: 'Your department owns it.' };
  }
  const covering = grants.filter(({ items }) => items.includes(id));
  const grant = covering.find((each) => each.purpose === purpose);
  if (grant?.within) {
    const because = `A grant of ${owner} covers it for this purpose, for records of the division ${grant.within} and all below it.`;
    return { decision: 'ALLOWED', because, grant };
  }
  if (grant?.records) {
    const because = `A grant of ${owner} covers it for this purpose, for ${grant.records.length} named record(s).`;
    return { decision: 'ALLOWED', because, grant };
  }
  if (grant) return { decision: 'ALLOWED', because: `A grant of ${owner} covers it for this purpose.`, grant };
  const without = mask !== null && mask !== 'hidden' ? 'MASKED' : 'DENIED';
  if (caller.kind === 'person') {
    return {
      decision: without,
      because: 'It is shared conditionally (有条件共享); of your own record you see it in clear.',
    };
  }
  if (covering.length > 0) {
    return {
      decision: without,
      because: 'A grant covers it, but for another purpose than the one that was declared.',
      apply: 'Declare the purpose of the grant in the x-purpose header.',
    };
  }
  const because = 'It is shared conditionally (有条件共享), and no grant of yours covers it.';
  if (caller.kind !== 'department' && caller.kind !== 'partner') return { decision: without, because };
  return { decision: without, because, apply: `Ask ${owner} with submitSharingRequest(items: ["${id}"]).` };
}
