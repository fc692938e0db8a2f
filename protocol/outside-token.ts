import { z } from 'zod';
import type { Caller } from './caller.js';

/** Issuer and audience of tokens made by `npm run token` on a development machine. */
export const DEV_ISSUER = 'liandong-hub-dev';
export const OUTSIDE_AUDIENCE = 'liandong-hub';

/** `<kind>:<name>` as in `--as partner:52441900MJL0000009`; the `sub` claim of an outside token has the same form. */
const subjectSchema = z.string().regex(/^(department|dashboard|partner|person):.{1,128}$/);

/** Claims of an outside token: `sub` says who, `roles` what he may do. */
export const outsideClaimsSchema = z.object({
  sub: subjectSchema,
  roles: z.array(z.string().max(64)).max(32).default([]),
});

/** Which claims of an issuer's tokens say who the caller is. Names may lead into objects: `realm_access.roles`. */
export interface ClaimMapping {
  /** Claim with the name, or with `<kind>:<name>` when `kind` is not given. Default `sub`. */
  readonly subject?: string | undefined;
  /** Kind of all callers of this issuer. */
  readonly kind?: 'department' | 'dashboard' | 'partner' | 'person' | undefined;
  /** Claim with the roles: a list, or words between spaces. Default `roles`. */
  readonly roles?: string | undefined;
}

/** The caller that an outside token's claims describe. Throws on a malformed subject. */
export function callerFromClaims(
  claims: unknown,
  requestId: string,
  purpose?: string,
  { subject = 'sub', kind, roles: rolesClaim = 'roles' }: ClaimMapping = {},
): Caller {
  const named = valueAt(claims, subject);
  const given = valueAt(claims, rolesClaim);
  const { sub, roles } = outsideClaimsSchema.parse({
    sub: kind === undefined || typeof named !== 'string' ? named : `${kind}:${named}`,
    roles: typeof given === 'string' ? given.split(' ').filter((role) => role !== '') : given,
  });
  const split = sub.indexOf(':');
  const name = sub.slice(split + 1);
  const common = { requestId, roles, ...(purpose === undefined ? {} : { purpose }) };
  switch (sub.slice(0, split)) {
    case 'department':
      return { kind: 'department', department: name, ...common };
    case 'dashboard':
      return { kind: 'dashboard', name, ...common };
    case 'partner':
      return { kind: 'partner', organization: name, ...common };
    default:
      return { kind: 'person', person: name, ...common };
  }
}

function valueAt(claims: unknown, path: string): unknown {
  let value = claims;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
