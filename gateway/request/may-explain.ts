import type { Identity } from '../operation.js';

/** Role, given by the issuer, of those who write a department's software. */
const DEVELOPER = 'developer';

/**
 * Who may see how an operation is planned. A plan names departments and their fields, so dashboards, partners and
 * citizens may not. In open mode, where nobody is known, `openToAll` decides.
 */
export function mayExplain(identity: Identity, openToAll: boolean): boolean {
  if (identity.kind === 'forwarded') return openToAll;
  const { caller } = identity;
  return (caller.kind === 'department' || caller.kind === 'system') && caller.roles.includes(DEVELOPER);
}
