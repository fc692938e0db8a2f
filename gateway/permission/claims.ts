import type { Caller } from '#protocol/caller';
import type { Identity } from '../operation.js';
import type { Claims } from './shown-claims.js';

/** What an identity can show. Called for each operation: it must be cheap. */
export type ClaimsOf = (identity: Identity, ownersOf: OwnersOf) => Claims;

/** Of one without a token. */
export const NO_CLAIMS: Claims = { isAuthenticated: false, hasScope: () => false, hasPolicy: () => false };

/** For plans that are made before anybody asks. */
export const ALL_CLAIMS: Claims = { isAuthenticated: true, hasScope: () => true, hasPolicy: () => true };

/**
 * Claims of a checked outside token in open mode: `scope` (RFC 8693 §4.2, words between spaces) and `policies` (a list),
 * by the names that the supergraph uses.
 */
export function tokenClaims(payload: Readonly<Record<string, unknown>>): Claims {
  const { scope, policies } = payload;
  const scopes = new Set(typeof scope === 'string' ? scope.split(' ') : []);
  const granted = new Set(Array.isArray(policies) ? policies : []);
  return {
    isAuthenticated: true,
    hasScope: (name) => scopes.has(name),
    hasPolicy: (name) => granted.has(name),
  };
}

/** Names of the subgraphs that answer a field from data of their own. */
export type OwnersOf = (type: string, field: string) => readonly string[];

/** A grant for some records, of a division or by their keys, lets the question through; the owner answers it for those only. */
function covers(granted: string, policy: string): boolean {
  return granted === policy || granted.startsWith(`${policy}@`) || granted.startsWith(`${policy}#`);
}

/**
 * Claims of callers of the hub. Roles are scopes. A policy is an item of the data catalogue, `Type.field`: it is had by the
 * department that owns the field, by who was granted it, and by persons, to whom the owner shows their own records only.
 */
export function callerClaims(grantsOf: (caller: Caller) => readonly string[]): ClaimsOf {
  return (identity, ownersOf) => {
    if (identity.kind !== 'caller') return NO_CLAIMS;
    const { caller } = identity;
    const granted = grantsOf(caller);
    return {
      isAuthenticated: true,
      hasScope: (scope) => caller.roles.includes(scope),
      hasPolicy(policy) {
        if (caller.kind === 'person' || granted.some((item) => covers(item, policy))) return true;
        const [type = '', field = ''] = policy.split('.');
        return caller.kind === 'department' && ownersOf(type, field).includes(caller.department);
      },
    };
  };
}
