import { defineConfig } from '@graphql-hive/gateway';

/** Hive Gateway as it comes, with the client's credentials handed on, as with ours; what reports elsewhere is off. */
export const gatewayConfig = defineConfig({
  supergraph: process.env.BENCH_SUPERGRAPH,
  host: '127.0.0.1',
  port: Number(process.env.BENCH_PORT),
  logging: 'error',
  // As ours: one protocol for subscriptions on both sides.
  transportEntries: { '*.http': { options: { subscriptions: { kind: 'ws', location: '/graphql' } } } },
  propagateHeaders: {
    fromClientToSubgraphs({ request }) {
      const authorization = request.headers.get('authorization');
      return authorization ? { authorization } : {};
    },
  },
  ...(process.env.BENCH_INBOUND === 'on' ? { inboundInflightRequestDeduplication: true } : {}),
});
