import { Client } from 'pg';
import { StartError } from './start-error.js';

/** Makes sure that a database given by the user can be used. Throws StartError that names the variable. */
export async function checkDatabase(variable: string, url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
  } catch (error) {
    throw new StartError(`${variable}: the database does not let us in: ${reason(error)}.`);
  }
  try {
    const { rows } = await client.query<{ version: string; may: boolean }>(
      `select current_setting('server_version_num') as version,
              has_database_privilege(current_database(), 'create') and has_schema_privilege('public', 'create') as may`,
    );
    if (Number(rows[0]?.version) < 150_000) throw new StartError(`${variable}: PostgreSQL 15 or later is needed.`);
    if (!rows[0]?.may) throw new StartError(`${variable}: the role may not make tables; it must own the database.`);
    await client.query('create extension if not exists btree_gist');
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${variable}: ${reason(error)}.`);
  } finally {
    await client.end();
  }
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}
