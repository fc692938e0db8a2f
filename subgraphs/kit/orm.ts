import { MikroORM, type Options } from '@mikro-orm/postgresql';
import type { Department } from './department.js';
import { kitTables } from './kit-tables.js';
import { releaseLost } from './release-lost.js';

export interface OrmOptions {
  readonly databaseUrl: string;
  /** Most connections of this process. Default 10. */
  readonly poolSize?: number | undefined;
  /** Called for each SQL statement; tests count with it. */
  readonly onStatement?: ((sql: string) => void) | undefined;
}

/** The only place with driver options. Does not connect; the first statement does. */
export function createOrm(department: Pick<Department, 'tables'>, options: OrmOptions): MikroORM {
  const { databaseUrl, poolSize = 10, onStatement } = options;
  const config: Options = {
    entities: [...department.tables, ...kitTables] as never,
    clientUrl: databaseUrl,
    pool: { min: 0, max: poolSize },
    driverOptions: { onPoolCreated: releaseLost },
    timezone: 'Z',
    allowGlobalContext: false,
    ensureDatabase: false,
    schemaGenerator: { createForeignKeyConstraints: true },
    ...(onStatement && {
      debug: ['query'],
      colors: false,
      loggerFactory: () => ({
        log: () => undefined,
        warn: () => undefined,
        error: () => undefined,
        setDebugMode: () => undefined,
        isEnabled: () => true,
        logQuery: ({ query }: { query: string }) => onStatement(query),
      }),
    }),
  } as Options;
  return new MikroORM(config);
}
