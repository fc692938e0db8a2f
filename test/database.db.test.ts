import { Client } from 'pg';
import { expect, test } from 'vitest';
import { createDatabase } from './database.js';

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

test('a test gets a database of its own, owned by a role without special rights', async () => {
  await using database = await createDatabase('own');
  expect(
    await ask(
      database.url,
      'select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user',
    ),
  ).toEqual([[false, false, false, false]]);
  expect(await ask(database.url, `select 1 from pg_extension where extname = 'btree_gist'`)).toEqual([[1]]);
});

test('one owner cannot connect to the database of another', async () => {
  await using mine = await createDatabase('mine');
  await using other = await createDatabase('other');
  const trespass = new URL(other.url);
  const own = new URL(mine.url);
  trespass.username = own.username;
  trespass.password = own.password;
  await expect(ask(trespass.href, 'select 1')).rejects.toThrow(/permission denied for database/);
});

test('a copy has the tables of its template, and dropping it leaves the template alone', async () => {
  await using template = await createDatabase('template');
  await ask(template.url, 'create table thing as select 7 as n');
  {
    await using copy = await createDatabase('copy', { template });
    expect(await ask(copy.url, 'insert into thing values (8) returning n')).toEqual([[8]]);
  }
  expect(await ask(template.url, 'select n from thing')).toEqual([[7]]);
});
