import { writeFile } from 'node:fs/promises';
import type { Department } from '../department.js';
import { createOrm } from '../orm.js';

/** The statements that create a department's tables, from its entity definitions; needs no database. */
export async function tableStatements(department: Pick<Department, 'tables'>): Promise<string[]> {
  const orm = createOrm(department, { databaseUrl: 'postgres://nobody@127.0.0.1:1/none' });
  const text = await orm.schema.getCreateSchemaSQL({ wrap: false });
  await orm.close();
  return text
    .split(';\n')
    .map((statement) => statement.trim().replace(/;$/, ''))
    .filter((statement) => statement !== '' && !/^set /i.test(statement));
}

/** Writes the first migration of a department that was never released. */
export async function writeTables(department: Department, file: string): Promise<void> {
  const statements = await tableStatements(department);
  const lines = statements.map((statement) => `    ${JSON.stringify(statement)},`);
  await writeFile(
    file,
    [
      "import type { Migration } from '#kit/migrations/migration';",
      '',
      '/** Tables as the entities define them; written by `npm run migration`. */',
      'export const tables: Migration = {',
      "  name: '0001-tables',",
      '  up: [',
      ...lines,
      '  ],',
      '};',
      '',
    ].join('\n'),
  );
}
