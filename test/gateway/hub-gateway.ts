import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { hubFiles } from '#protocol/hub-files';
import { verifyCaller } from '#protocol/hub-token';
import { DEV_ISSUER, OUTSIDE_AUDIENCE } from '#protocol/outside-token';
import { configFromEnv } from '../../gateway/config-env.js';
import { createGateway, type Gateway } from '../../gateway/gateway.js';
import { temporaryFolder } from './toy-gateway.js';
import { serveToys, type Toys } from './toy-subgraphs.js';
import { World } from './toy-world.js';

export interface HubGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly toys: Toys;
  readonly folder: string;
  /** The environment that it was started with. */
  readonly env: Readonly<Record<string, string>>;
  token(claims?: TokenClaims): Promise<string>;
}

export interface TokenClaims {
  readonly sub?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly lifeSeconds?: number;
  /** Signs with a key that nobody published. */
  readonly forged?: boolean;
}

/** A gateway as the hub runs it: keys in a data folder, subgraphs that refuse callers which it did not sign. */
export async function startHubGateway(overrides: Record<string, string> = {}): Promise<HubGateway> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const files = hubFiles(folder.path);
  await mkdir(dirname(files.gatewayKey), { recursive: true });
  const hub = await keyPair('gateway-1');
  const issuer = await keyPair('dev-1');
  const stranger = await keyPair('dev-1');
  await writeFile(files.gatewayKey, JSON.stringify(hub.jwk));
  await writeFile(files.hubKeys, JSON.stringify({ keys: [hub.publicJwk] }));
  await writeFile(files.devIssuerKeys, JSON.stringify({ keys: [issuer.publicJwk] }));

  const hubKeys = createLocalJWKSet({ keys: [hub.publicJwk] });
  const toys = stack.use(
    await serveToys(new World(), (subgraph) => async (authorization) => {
      await verifyCaller(authorization?.replace('Bearer ', '') ?? '', hubKeys, subgraph);
    }),
  );
  const subgraphs = [toys.people, toys.shop, toys.shipping].map(({ name, origin }) => `${name}=${origin}`);
  const env = {
    HUB_PORT: '0',
    HUB_DATA: folder.path,
    HUB_SUBGRAPHS: subgraphs.join(','),
    HUB_LOG_LEVEL: 'silent',
    ...overrides,
  };
  const gateway = stack.use(await createGateway(configFromEnv(env, [])));
  const owned = stack.move();
  return {
    gateway,
    toys,
    folder: folder.path,
    env,
    async token({
      sub = 'dashboard:wall',
      issuer: iss = DEV_ISSUER,
      audience = OUTSIDE_AUDIENCE,
      lifeSeconds = 600,
      forged = false,
    } = {}) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ sub, roles: ['officer'] })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'dev-1' })
        .setIssuer(iss)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + lifeSeconds)
        .sign((forged ? stranger : issuer).key);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function keyPair(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), kid, alg: 'EdDSA' };
  const publicJwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' };
  return { key: privateKey, jwk, publicJwk };
}
