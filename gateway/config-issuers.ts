import { DEV_ISSUER } from '#protocol/outside-token';
import { ConfigError, existing, isHttpUrl, oneOf } from './config-values.js';
import { type IssuerConfig, readIssuers } from './issuers.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Whose tokens count in the hub: the development issuer unless it is off, and those that are set. Throws ConfigError. */
export function issuersFrom(env: Env, devKeys: string): IssuerConfig[] {
  const production = env['NODE_ENV'] === 'production';
  const dev = oneOf(env['HUB_DEV_ISSUER'], 'HUB_DEV_ISSUER', ['on', 'off'], production ? 'off' : 'on');
  if (dev === 'on' && production)
    throw new ConfigError('HUB_DEV_ISSUER must not be on when NODE_ENV is production: its keys lie open.');
  const issuers: IssuerConfig[] =
    dev === 'on' ? [{ issuer: DEV_ISSUER, keys: { file: existing(devKeys, 'HUB_DATA') } }] : [];
  return [...issuers, ...outsideIssuers(env)];
}

/** Those that are set (`HUB_ISSUERS`, `HUB_JWKS_URL` with `HUB_ISSUER`). Throws ConfigError. */
export function outsideIssuers(env: Env): IssuerConfig[] {
  return [...listedIssuers(env), ...oneIssuer(env)];
}

function listedIssuers(env: Env): IssuerConfig[] {
  const file = env['HUB_ISSUERS'];
  if (!file) return [];
  try {
    return readIssuers(existing(file, 'HUB_ISSUERS'));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`HUB_ISSUERS: ${file} is no list of issuers: ${(error as Error).message}.`);
  }
}

function oneIssuer(env: Env): IssuerConfig[] {
  const url = env['HUB_JWKS_URL'];
  const issuer = env['HUB_ISSUER'];
  if (!url && !issuer) return [];
  if (!url) throw new ConfigError('HUB_JWKS_URL is not set: it must be the address of the keys of HUB_ISSUER.');
  if (!issuer) throw new ConfigError('HUB_ISSUER is not set: it must be the issuer whose keys are at HUB_JWKS_URL.');
  if (!isHttpUrl(url)) throw new ConfigError(`HUB_JWKS_URL must be an http(s) address, but is "${url}".`);
  return [{ issuer, keys: { url } }];
}
