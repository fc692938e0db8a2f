import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createDatabase as create, dropDatabase } from '../hub/databases.js';

/** A database of its own for one test, owned by an ordinary role of its own. Disposing drops both. */
export interface TestDatabase extends AsyncDisposable {
  /** As the owner. */
  readonly url: string;
  readonly name: string;
}

export interface TestDatabaseOptions {
  /** Starts as a copy of this one, owned by the same role. Nobody may be connected to it meanwhile. */
  readonly template?: TestDatabase | undefined;
}

/** Makes a database; `name` only helps to tell them apart in logs. */
export async function createDatabase(name: string, options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const superuserUrl = inject('postgresUrl');
  const { template } = options;
  const unique = `${name.replaceAll(/\W/g, '_').slice(0, 40)}_${randomBytes(5).toString('hex')}`;
  const origin = template === undefined ? undefined : new URL(template.url);
  const url = await create(superuserUrl, {
    name: unique,
    password: origin?.password ?? randomBytes(12).toString('hex'),
    template: template?.name,
    owner: origin?.username,
  });
  return {
    url,
    name: unique,
    [Symbol.asyncDispose]: () => dropDatabase(superuserUrl, unique, origin === undefined ? unique : undefined),
  };
}
