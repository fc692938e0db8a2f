import { importJWK, type CryptoKey } from 'jose';
import { signExchange, type SigningKey } from '#kit/identity/sign-exchange';
import { followFile, SIGNER_LOOK_MS } from '#lib/followed-file';
import { Moment } from '#lib/moment';

/** Calls another subgraph in the exchange's own name. */
export type CallDepartment = (
  department: string,
  path: string,
  init?: { readonly method?: string; readonly body?: string; readonly signal?: AbortSignal },
) => Promise<Response>;

const TOKEN_MS = 30_000;

/** Signs with the exchange's own key; tokens are reused for half of their life. */
export function createCallDepartment(
  addresses: Readonly<Record<string, string>>,
  key: () => Promise<SigningKey>,
): CallDepartment {
  const tokens = new Map<string, { readonly token: string; readonly made: Moment }>();
  let last: SigningKey | undefined;
  return async (department, path, init = {}) => {
    const signing = await key();
    if (signing !== last) tokens.clear();
    last = signing;
    let known = tokens.get(department);
    // After the clock was set, departments would refuse it.
    if (!known?.made.isWithin(TOKEN_MS)) {
      known = { token: await signExchange(signing, department), made: new Moment() };
      tokens.set(department, known);
    }
    const url = new URL(path, addresses[department]);
    const headers = { authorization: `Bearer ${known.token}`, 'content-type': 'application/json' };
    return fetch(url, { ...init, headers });
  };
}

/** The exchange's own key, read again when it was changed. */
export function followKey(file: string): () => Promise<SigningKey> {
  const parse = async (text: string) => {
    const jwk = JSON.parse(text) as { kid: string };
    return { kid: jwk.kid, key: (await importJWK(jwk, 'EdDSA')) as CryptoKey };
  };
  return followFile(file, parse, SIGNER_LOOK_MS);
}
