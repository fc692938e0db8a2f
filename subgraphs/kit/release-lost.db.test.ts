import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../test/database.js';
import { createOrm } from './orm.js';
import { sql } from './sql.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase('pool');
});
afterAll(() => database[Symbol.asyncDispose]());

it('a pool keeps its places when connections are lost in the middle of transactions', async () => {
  const orm = createOrm({ tables: [] }, { databaseUrl: database.url, poolSize: 2 });
  const other = createOrm({ tables: [] }, { databaseUrl: database.url, poolSize: 1 });
  for (let round = 0; round < 6; round++) {
    const lost = orm.em.fork().transactional(async (em) => {
      const [own] = await sql<{ pid: number }>(em, 'select pg_backend_pid() as pid');
      // Of its own accord, and while it runs nothing.
      const killer = round % 2 === 0 ? em : other.em.fork();
      await sql(killer, 'select pg_terminate_backend(?)', [own?.pid ?? 0]);
      await sql(em, 'select 1');
    });
    await expect(lost).rejects.toThrow(/terminat|connection/i);
  }
  expect(await sql(orm.em.fork(), 'select 1 as one')).toEqual([{ one: 1 }]);
  await orm.close();
  await other.close();
});
