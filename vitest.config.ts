import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Not 'import' or 'module': Node would apply them to a package's own require() too, and load the wrong half of it.
const conditions = ['source', 'node'];

const common = {
  // Without this, decorators of files outside tsconfig's "include" are left as they are and fail to parse.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: {
    conditions,
    // As Node itself resolves it: otherwise there would be two copies of graphql, one ESM and one CommonJS.
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  ssr: { resolve: { conditions } },
};

const times = { testTimeout: 60_000, hookTimeout: 120_000, teardownTimeout: 30_000 };
const database = ['**/*.db.test.ts', 'test/departments/**/*.test.ts'];
const wholeHub = ['test/{journeys,failure,hub}/**/*.test.ts', '**/*.hub.test.ts'];
/** Test files at one time: most of them wait for a database or a clock for most of their time. */
const maxWorkers = Math.max(3, availableParallelism());
const elsewhere = ['**/node_modules/**', 'dist/**'];

/** The file name tells what a test needs: nothing, a database (`*.db.test.ts`), or the whole hub as processes. */
export default defineConfig({
  ...common,
  test: {
    // Once for all projects; they read what it provides.
    globalSetup: 'test/global-setup.ts',
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'test-results/vitest.json' }]] : ['default'],
    projects: [
      {
        ...common,
        test: {
          ...times,
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...elsewhere, ...database, ...wholeHub],
          maxWorkers,
        },
      },
      { ...common, test: { ...times, name: 'db', include: database, exclude: elsewhere, maxWorkers } },
      {
        ...common,
        test: {
          ...times,
          name: 'hub',
          include: wholeHub,
          exclude: elsewhere,
          // A bound of seconds can be missed once because the machine did something else; the report says "retry". What fails twice fails.
          retry: process.env['CI'] ? 1 : 0,
          // Each starts six processes: one after the other, and after everything else.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
