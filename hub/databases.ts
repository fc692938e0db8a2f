import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { z } from 'zod';
import { writeAtomically } from '#lib/write-atomically';
import type { SubgraphName } from '#protocol/departments';

export interface NewDatabase {
  /** Name of the database and of the role that owns it. */
  readonly name: string;
  readonly password: string;
  /** Settings are written into a new database's folder by copying this one. Default: PostgreSQL's own template. */
  readonly template?: string | undefined;
  /** Role that owns it, when not the one of the same name. */
  readonly owner?: string | undefined;
}

const passwordsSchema = z.record(z.string(), z.string());

/**
 * One database and one ordinary login role per subgraph; answers their addresses. Only the owner may connect.
 * Passwords are kept in `databases.json` (mode 0600) of the data folder, so that the addresses stay the same.
 */
export async function createDatabases(
  superuserUrl: string,
  folder: string,
  subgraphs: readonly SubgraphName[],
): Promise<Map<SubgraphName, string>> {
  const file = join(folder, 'databases.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const passwords = passwordsSchema.parse(JSON.parse(text));
  const missing = subgraphs.filter((name) => passwords[name] === undefined);
  for (const name of missing) passwords[name] = randomBytes(24).toString('base64url');
  if (missing.length > 0) await writeAtomically(file, `${JSON.stringify(passwords, undefined, 2)}\n`);

  const made = await Promise.all(
    subgraphs.map(async (subgraph) => {
      const database = { name: subgraph.replaceAll('-', '_'), password: passwords[subgraph] ?? '' };
      return [subgraph, await createDatabase(superuserUrl, database)] as const;
    }),
  );
  return new Map(made);
}

/** Makes the role and the database unless they exist, and answers the owner's address of it. */
export async function createDatabase(superuserUrl: string, options: NewDatabase): Promise<string> {
  const owner = options.owner ?? options.name;
  const role = escapeIdentifier(owner);
  const database = escapeIdentifier(options.name);
  await asSuperuser(superuserUrl, async (admin) => {
    const { rows } = await admin.query<{ role: boolean; database: boolean }>(
      `select exists(select from pg_roles where rolname = $1) as role,
              exists(select from pg_database where datname = $2) as database`,
      [owner, options.name],
    );
    const verb = rows[0]?.role ? 'alter' : 'create';
    await admin.query(
      `${verb} role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ${escapeLiteral(options.password)}`,
    );
    if (!rows[0]?.database) {
      const template = options.template === undefined ? '' : ` template ${escapeIdentifier(options.template)}`;
      await admin.query(`create database ${database} owner ${role}${template}`);
    }
    await admin.query(`revoke all on database ${database} from public`);
  });
  // Exclusion constraints over a key and a period need it.
  await asSuperuser(withDatabase(superuserUrl, options.name), (admin) =>
    admin.query('create extension if not exists btree_gist'),
  );
  const url = new URL(withDatabase(superuserUrl, options.name));
  url.username = owner;
  url.password = options.password;
  return url.href;
}

/** Removes database and role; sessions in it are cut. */
export async function dropDatabase(superuserUrl: string, name: string, role: string | undefined): Promise<void> {
  await asSuperuser(superuserUrl, async (admin) => {
    await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    if (role !== undefined) await admin.query(`drop role if exists ${escapeIdentifier(role)}`);
  });
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asSuperuser<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
