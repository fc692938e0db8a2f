import type { TestProject } from 'vitest/node';
import { throwAwayPostgres } from './postgres.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the test run's PostgreSQL server, as superuser. */
    postgresUrl: string;
  }
}

/** One server for the whole run: `TEST_DATABASE_URL` (as superuser), else a throw-away one. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) {
    project.provide('postgresUrl', given);
    return undefined;
  }
  const server = await throwAwayPostgres();
  project.provide('postgresUrl', server.url);
  return () => Promise.resolve(server[Symbol.asyncDispose]());
}
