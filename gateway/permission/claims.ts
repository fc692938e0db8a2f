import type { Caller } from '#protocol/caller';
import type { Identity } from '../operation.js';

/** What a caller can show for the requirements of a field. */
export interface Claims {
  /** Whether there was a token that is good here. */
  readonly isAuthenticated: boolean;
  hasScope(scope: string): boolean;
  hasPolicy(policy: string): boolean;
}

/** What an identity can show. Called for each operation: it must be cheap. */
export type ClaimsOf = (identity: Identity) => Claims;

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

/** Claims of a caller of the hub: his roles are scopes. */
export const callerClaims: ClaimsOf = (identity) =>
  identity.kind === 'caller' ? claimsOfCaller(identity.caller) : NO_CLAIMS;

function claimsOfCaller({ roles }: Caller): Claims {
  return { isAuthenticated: true, hasScope: (scope) => roles.includes(scope), hasPolicy: () => false };
}
