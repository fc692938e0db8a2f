import type { EntityManager } from '@mikro-orm/postgresql';
import { SharingGrant, SharingGrantState } from './sharing-grant.entity.js';

const MAX_GRANTS = 10_000;

/** Grants that hold at a moment, all of them or one party's. */
export function grantsInForce(
  em: EntityManager,
  now: Date,
  party?: { readonly party: string; readonly applicant: string },
): Promise<SharingGrant[]> {
  const where = { ...party, state: SharingGrantState.ACTIVE, until: { $gt: now } };
  return em.find(SharingGrant, where as object, { limit: MAX_GRANTS, orderBy: { id: 'asc' } });
}
