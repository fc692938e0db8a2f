import { join } from 'node:path';

/** Names of the files below the data folder (`HUB_DATA`, default `.hub`) that several processes read. */
export function hubFiles(dataFolder: string) {
  const keys = join(dataFolder, 'keys');
  return {
    /** Public keys of the gateway and the exchange (JWKS); subgraphs check callers against it. */
    hubKeys: join(keys, 'hub.jwks.json'),
    /** Public keys with which the exchange signs and signed before (JWKS): what it signed once is checked against these, callers are not. */
    auditKeys: join(keys, 'audit.jwks.json'),
    /** Private keys (JWK, mode 0600). */
    gatewayKey: join(keys, 'gateway.private.json'),
    exchangeKey: join(keys, 'exchange.private.json'),
    /** The local development issuer of outside tokens: private JWK and public JWKS. */
    devIssuerKey: join(keys, 'dev-issuer.private.json'),
    devIssuerKeys: join(keys, 'dev-issuer.jwks.json'),
    /** Secret of the departments for `PersonId`, hex; the gateway never reads it. */
    personIdKey: join(keys, 'person-id.key'),
  } as const;
}
