import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SUBGRAPH_NAMES } from '#protocol/departments';
import { ROOT, sourceFiles } from './source-files.js';

const ROLES = /(\.entity|\.resolver|\.loader|\.reference|\.lifecycle|\.policy|\.vocabulary|\.test)\.ts$/;
const files = sourceFiles();

describe.each(SUBGRAPH_NAMES)('%s', (name) => {
  const folder = join(ROOT, 'subgraphs', name);
  const own = files.filter(({ path }) => path.startsWith(`subgraphs/${name}/`));

  it('has the files that every department has', () => {
    for (const file of [
      'README.md',
      'main.ts',
      'department.ts',
      'events.ts',
      'migrations/0001-tables.ts',
      'seed/seed.ts',
    ]) {
      expect(existsSync(join(folder, file)), `${name}/${file}`).toBe(true);
    }
  });

  it('keeps everything else in the folder of its noun', () => {
    const loose = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !['README.md', 'main.ts', 'department.ts', 'events.ts'].includes(entry.name))
      .map((entry) => entry.name);
    expect(loose).toEqual([]);
  });

  it('knows GraphQL in resolvers only', () => {
    const offences = own
      .filter(
        ({ path, text }) =>
          /from '(type-graphql|graphql)'/.test(text) && !/(\.resolver|\.reference|\.entity)\.ts$/.test(path),
      )
      .map(({ path }) => path);
    expect(offences).toEqual([]);
  });

  it('lets actions know no resolver and entities no action', () => {
    const offences = own.flatMap(({ path, imports }) => {
      const isAction = files.find((file) => file.path === path)?.text.includes('= action({') ?? false;
      const forbidden = isAction
        ? /\.(resolver|loader)$/
        : path.endsWith('.entity.ts')
          ? /\.(resolver|loader)$/
          : undefined;
      return forbidden
        ? imports.filter((target) => forbidden.test(target)).map((target) => `${path} imports ${target}`)
        : [];
    });
    expect(offences).toEqual([]);
  });

  it('names its files by noun and role, or by verb and noun', () => {
    const odd = own
      .map(({ path }) => path.slice(`subgraphs/${name}/`.length))
      .filter((path) => !/^[a-z0-9-]+(\/[a-z0-9-]+)*(\.[a-z]+)?\.ts$/.test(path) && !ROLES.test(path));
    expect(odd).toEqual([]);
  });
});
