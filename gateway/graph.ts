import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { importJWK, type JWK } from 'jose';
import { followFile, SIGNER_LOOK_MS } from '#lib/followed-file';
import type { SigningKey } from '#protocol/hub-token';
import { ConfigError, type GatewayConfig } from './config.js';
import { readAnswer } from './fetch/answer.js';
import { authorizeByForwarding, authorizeBySigning } from './fetch/authorization.js';
import { SubgraphClient } from './fetch/subgraph-client.js';
import type { Logger } from './observe/logger.js';
import type { Authenticate, Authorize, Identity } from './operation.js';
import { Grants, GRANTS_QUERY } from './permission/grants.js';
import { type PermissionState, permissionState } from './permission/permission-state.js';
import { callerClaims, type ClaimsOf, NO_CLAIMS } from './permission/claims.js';
import type { HowToApply } from './permission/denials.js';
import { projectFolder } from './project-folder.js';
import { authenticateBy, authenticateOpen } from './request/caller.js';
import { fileSource } from './supergraph/file-source.js';
import { folderSource } from './supergraph/folder-source.js';
import { polledSource } from './supergraph/polled-source.js';
import type { SupergraphSource } from './supergraph/source.js';

/** The graph that is served, and how callers come in and go on. */
export interface Graph {
  readonly source: SupergraphSource;
  readonly authenticate: Authenticate;
  readonly authorize: Authorize;
  readonly claimsOf: ClaimsOf;
  readonly howToApply: HowToApply;
  /** The gateway's own identity towards subgraphs; undefined in open mode, where it has none. */
  readonly own: (() => Identity) | undefined;
  /** Rights that come and go while the gateway runs; undefined in open mode. */
  readonly grants?: Grants | undefined;
  /** How permission stands; undefined in open mode. */
  readonly permissionState?: (() => Promise<PermissionState>) | undefined;
}

const EXCHANGE = 'exchange';
/** A revoked grant ends within this time and the time of one call. */
const GRANTS_EVERY_MS = 2000;
/** An exchange that is away for longer grants nothing. */
const GRANTS_TRUST_MS = 15_000;

/** Throws ConfigError when there is nothing that could be served. */
export async function openGraph(config: GatewayConfig, log: Logger): Promise<Graph> {
  const { graph } = config;
  if (graph.mode === 'open') {
    const { supergraphFile: path } = graph;
    const source = (await stat(path)).isDirectory() ? folderSource(path) : fileSource(path);
    return {
      source,
      authenticate: authenticateOpen(graph.issuers, (reason) => log.info({ reason }, 'refused a token')),
      authorize: authorizeByForwarding,
      claimsOf: (identity) => (identity.kind === 'forwarded' ? identity.token?.claims : undefined) ?? NO_CLAIMS,
      howToApply: () => undefined,
      own: undefined,
    };
  }
  const authorizeOwn = authorizeBySigning(await followSigningKey(graph.signingKeyFile));
  const own = (): Identity => ({
    kind: 'caller',
    caller: { kind: 'system', service: 'gateway', roles: [], requestId: crypto.randomUUID() },
    expiresAt: Number.POSITIVE_INFINITY,
  });
  const subgraphs = Object.entries(graph.subgraphs).map(([name, origin]) => ({ name, url: `${origin}/graphql` }));
  const source = polledSource({
    subgraphs,
    ask: async (name, query) => askOwn(name, query, graph.subgraphs[name] ?? '', authorizeOwn, own(), config),
    schemaFolder: join(projectFolder(), 'schema'),
    everyMs: graph.schemaPollMs,
    log,
  });
  const exchange = graph.subgraphs[EXCHANGE];
  const grants = new Grants({
    ask: async () => {
      if (exchange === undefined) throw new Error('there is no exchange');
      const answer = await askOwn(EXCHANGE, GRANTS_QUERY, exchange, authorizeOwn, own(), config);
      if (!('data' in answer)) throw new Error('the exchange did not answer');
      return answer;
    },
    everyMs: GRANTS_EVERY_MS,
    trustMs: GRANTS_TRUST_MS,
    log,
  });
  const authenticate = authenticateBy(
    graph.issuers,
    (reason) => log.info({ reason }, 'refused a token'),
    (identity) => grants.revocations.isRevoked(identity),
  );
  // What a caller was granted is looked up for each call, so that a grant that ends is not used by streams that go on.
  const authorize: Authorize = (identity, subgraph) => {
    if (identity.kind !== 'caller') return authorizeOwn(identity, subgraph);
    const items = grants.itemsFor(identity.caller);
    if (items.length === 0) return authorizeOwn(identity, subgraph);
    return authorizeOwn({ ...identity, caller: { ...identity.caller, grants: [...items] } }, subgraph);
  };
  return {
    source,
    authenticate,
    authorize,
    claimsOf: callerClaims((caller) => grants.itemsFor(caller)),
    howToApply: (item) =>
      `Ask for it with submitSharingRequest(items: [${JSON.stringify(item)}]); explainAccess(item: ${JSON.stringify(item)}) says more.`,
    own,
    grants,
    permissionState: () => permissionState(grants, graph.subgraphs),
  };
}

/** One query on the gateway's own behalf, over a connection of its own. */
async function askOwn(
  name: string,
  query: string,
  origin: string,
  authorize: Authorize,
  own: Identity,
  config: GatewayConfig,
) {
  await using client = new SubgraphClient(`${origin}/graphql`, config.subgraphCalls);
  const reply = await client.ask({
    body: JSON.stringify({ query }),
    authorization: await authorize(own, name),
    requestId: crypto.randomUUID(),
    timeoutMs: config.subgraphCalls.timeoutMs,
    signal: new AbortController().signal,
  });
  return reply.kind === 'reply' ? readAnswer(reply.status, reply.body) : reply;
}

/** Read again when the file has changed. Throws ConfigError when there is none to begin with. */
async function followSigningKey(file: string): Promise<() => Promise<SigningKey>> {
  const parse = async (text: string): Promise<SigningKey> => {
    const jwk = JSON.parse(text) as JWK;
    const imported = await importJWK(jwk, 'EdDSA');
    if (jwk.kid === undefined || imported instanceof Uint8Array) throw new Error('it has no kid or is no key pair');
    return { kid: jwk.kid, key: imported };
  };
  const key = followFile(file, parse, SIGNER_LOOK_MS);
  try {
    await key();
    return key;
  } catch (error) {
    throw new ConfigError(`HUB_DATA: ${file} is not a private Ed25519 key (JWK): ${(error as Error).message}.`);
  }
}
