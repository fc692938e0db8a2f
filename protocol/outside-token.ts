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

/** The caller that an outside token's claims describe. Throws on a malformed subject. */
export function callerFromClaims(claims: unknown, requestId: string, purpose?: string): Caller {
  const { sub, roles } = outsideClaimsSchema.parse(claims);
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
