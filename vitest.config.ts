import { defineConfig } from 'vitest/config';

const conditions = ['source', 'node', 'import', 'module', 'default'];

/** Unit tests stand beside their source, behaviours of the whole stand in `test/`. */
export default defineConfig({
  // Without this, decorators of files outside tsconfig's "include" are left as they are and fail to parse.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{lib,protocol,seed,gateway,subgraphs,hub,cli,test}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
});
