import { readFile } from 'node:fs/promises';
import type { Metrics } from '../observe/metrics.js';
import { type Route, sendJson } from './http.js';

export interface ServiceParts {
  readonly metrics: Metrics;
  /** Whether each subgraph answers now. */
  readonly probe: () => Promise<Readonly<Record<string, 'up' | 'down'>>>;
  readonly isServing: () => boolean;
  /** JWKS file that subgraphs may read from here; undefined in open mode. */
  readonly publicKeysFile: string | undefined;
}

/** Routes for those who run the gateway: alive, ready, metrics and public keys. */
export function serviceRoutes({ metrics, probe, isServing, publicKeysFile }: ServiceParts): [string, Route][] {
  const routes: [string, Route][] = [
    ['/health', async (_, response) => sendJson(response, 200, { status: 'up' })],
    [
      '/ready',
      async (_, response) => {
        const serving = isServing();
        sendJson(response, serving ? 200 : 503, { status: serving ? 'ready' : 'not ready', subgraphs: await probe() });
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
  const keys: Route = async (_, response) => {
    const body = await readFile(publicKeysFile);
    response
      .writeHead(200, { 'content-type': 'application/jwk-set+json', 'cache-control': 'public, max-age=60' })
      .end(body);
  };
  return [...routes, ['/.well-known/jwks.json', keys]];
}
