import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CircuitState } from '../operation.js';
import type { Metrics } from '../observe/metrics.js';
import { type Route, sendJson } from './http.js';

export interface ServiceParts {
  readonly metrics: Metrics;
  /** How permission stands; undefined where there is none. */
  readonly permission: () => Promise<object | undefined>;
  /** Whether each subgraph answers now. */
  readonly probe: () => Promise<Readonly<Record<string, 'up' | 'down'>>>;
  /** Whether calls to each subgraph are let through now. */
  readonly circuits: () => ReadonlyMap<string, CircuitState>;
  /** Which schema is served, since when, and whether a newer one was refused. */
  readonly schema: () => object;
  readonly isServing: () => boolean;
  /** JWKS file that subgraphs may read from here; undefined in open mode. */
  readonly publicKeysFile: string | undefined;
}

/** Routes for those who run the gateway: alive, ready, metrics and public keys. */
export function serviceRoutes({
  metrics,
  probe,
  circuits,
  schema,
  permission,
  isServing,
  publicKeysFile,
}: ServiceParts): [string, Route][] {
  const routes: [string, Route][] = [
    ['/health', async (_, response) => sendJson(response, 200, { status: 'up' })],
    [
      '/ready',
      async (_, response) => {
        const serving = isServing();
        const status = serving ? 'ready' : 'not ready';
        const [subgraphs, permissions] = await Promise.all([probe(), permission()]);
        sendJson(response, serving ? 200 : 503, {
          status,
          subgraphs,
          circuits: Object.fromEntries(circuits()),
          schema: schema(),
          ...(permissions && { permission: permissions }),
        });
      },
    ],
    [
      '/metrics',
      async (_, response) => {
        const { type, body } = await metrics.text();
        response.writeHead(200, { 'content-type': type }).end(body);
      },
    ],
  ];
  if (publicKeysFile === undefined) return routes;
  const keys = (file: string): Route => {
    return async (_, response) => {
      const body = await readFile(file);
      response
        .writeHead(200, { 'content-type': 'application/jwk-set+json', 'cache-control': 'public, max-age=60' })
        .end(body);
    };
  };
  return [
    ...routes,
    ['/.well-known/jwks.json', keys(publicKeysFile)],
    // With those that the exchange had before: what it signed once is checked against them.
    ['/.well-known/audit.jwks.json', keys(join(dirname(publicKeysFile), 'audit.jwks.json'))],
  ];
}
