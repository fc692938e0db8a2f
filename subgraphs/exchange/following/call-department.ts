import { readFile } from 'node:fs/promises';
import { importJWK, type CryptoKey } from 'jose';
import { signExchange, type SigningKey } from '#kit/identity/sign-exchange';

/** Calls another subgraph in the exchange's own name. */
export type CallDepartment = (
  department: string,
  path: string,
  init?: { readonly method?: string; readonly body?: string; readonly signal?: AbortSignal },
) => Promise<Response>;

const TOKEN_MS = 30_000;

/** Signs with the exchange's own key; tokens are reused for half of their life. */
export function createCallDepartment(addresses: Readonly<Record<string, string>>, keyFile: string): CallDepartment {
  const tokens = new Map<string, { token: string; until: number }>();
  let key: Promise<SigningKey> | undefined;
  return async (department, path, init = {}) => {
    const now = Date.now();
    let known = tokens.get(department);
    if (!known || known.until <= now) {
      key ??= readKey(keyFile);
      known = { token: await signExchange(await key, department), until: now + TOKEN_MS };
      tokens.set(department, known);
    }
    const url = new URL(path, addresses[department]);
    const headers = { authorization: `Bearer ${known.token}`, 'content-type': 'application/json' };
    return fetch(url, { ...init, headers });
  };
}

/** The exchange's own key. */
export async function readKey(file: string): Promise<SigningKey> {
  const jwk = JSON.parse(await readFile(file, 'utf8')) as { kid: string };
  return { kid: jwk.kid, key: (await importJWK(jwk, 'EdDSA')) as CryptoKey };
}
