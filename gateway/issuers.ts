import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { ClaimMapping } from '#protocol/outside-token';

/** Whose outside tokens are accepted. */
export interface IssuerConfig {
  readonly issuer: string;
  /** A JWKS file on this machine, or the address of one. */
  readonly keys: { readonly file: string } | { readonly url: string };
  /** `aud` of its tokens. Default `liandong-hub`. */
  readonly audience?: string | undefined;
  /** Which of its claims say who the caller is. Default: `sub` and `roles` as our own tokens have them. */
  readonly claims?: ClaimMapping | undefined;
}

const claim = z.string().min(1).max(200);

const fileSchema = z
  .array(
    z.strictObject({
      issuer: z.string().min(1),
      jwks: z.string().min(1),
      audience: z.string().min(1).optional(),
      claims: z
        .strictObject({
          subject: claim.optional(),
          kind: z.enum(['department', 'dashboard', 'partner', 'person']).optional(),
          roles: claim.optional(),
        })
        .optional(),
    }),
  )
  .min(1)
  .max(50);

/**
 * Reads `HUB_ISSUERS`: a JSON list of `{issuer, jwks, audience?, claims?}`, where `jwks` is an http(s) address or a file beside the
 * list. Throws an Error that says what is wrong.
 */
export function readIssuers(file: string): IssuerConfig[] {
  const parsed = fileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
  }
  const names = parsed.data.map(({ issuer }) => issuer);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`the issuer ${twice} is named twice`);
  return parsed.data.map(({ jwks, ...rest }) => ({
    ...rest,
    keys: /^https?:\/\//.test(jwks) ? { url: jwks } : { file: resolve(dirname(file), jwks) },
  }));
}
