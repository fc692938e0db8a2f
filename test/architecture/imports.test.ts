import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.js';

/** Which part of the tree a path belongs to. */
function partOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (top !== 'subgraphs') return top;
  return second === 'kit' ? 'kit' : `department:${second}`;
}

/** Part -> the parts that it may import, besides itself. Anything not listed is forbidden. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  protocol: ['lib'],
  gateway: ['protocol', 'lib', 'schema'],
  kit: ['protocol', 'lib'],
  seed: ['lib', 'kit'],
  hub: ['protocol', 'lib'],
  // `hub` for the development token, which is made with the launcher's own keys.
  cli: ['schema', 'protocol', 'lib', 'hub'],
  tools: ['kit', 'protocol', 'lib', 'schema'],
};
const DEPARTMENT = ['kit', 'lib'];

function allowed(from: string, path: string, target: string): boolean {
  const to = partOf(target);
  if (to === from) return true;
  if (from === 'test' || from === 'bench') return true;
  if (from.startsWith('department:')) return DEPARTMENT.includes(to) || (to === 'seed' && /\/seed\//.test(path));
  return MAY_IMPORT[from]?.includes(to) ?? false;
}

const files = sourceFiles();

describe('imports', () => {
  it('follow the table of who may import whom', () => {
    const offences = files.flatMap(({ path, imports }) => {
      const isTest = path.endsWith('.test.ts');
      return imports
        .filter((target) => !allowed(partOf(path), path, target) && !(isTest && target.startsWith('test/')))
        .map((target) => `${path} imports ${target}`);
    });
    expect(offences).toEqual([]);
  });

  it('never reach a process entry', () => {
    const offences = files.flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.endsWith('/main') && target !== 'subgraphs/kit/main')
        .map((target) => `${path} imports ${target}`),
    );
    expect(offences).toEqual([]);
  });

  it('never go round in a circle inside the gateway, the protocol or lib', () => {
    const graph = new Map(files.map(({ path, imports }) => [path.replace(/\.ts$/, ''), imports]));
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (node: string, trail: readonly string[]): void => {
      if (trail.includes(node)) circles.push([...trail.slice(trail.indexOf(node)), node].join(' -> '));
      if (done.has(node) || trail.includes(node)) return;
      for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
      done.add(node);
    };
    for (const node of graph.keys()) if (/^(gateway|protocol|lib)\//.test(node)) visit(node, []);
    expect(circles).toEqual([]);
  });
});

describe('sources', () => {
  const product = files.filter(({ path }) => !/^(test|bench)\/|\.test\.ts$/.test(path));

  it('read the environment in config files only', () => {
    const readers = product.filter(
      // The launcher hands the environment on to the processes that it starts.
      ({ path, text }) => /process\.env\b/.test(text) && !/^(hub|cli)\/|(^|\/)config(-env)?\.ts$/.test(path),
    );
    expect(readers.map(({ path }) => path)).toEqual([]);
  });

  it('have no barrels and no folders for leftovers', () => {
    const bad = files.filter(({ path }) =>
      /(^|\/)index\.ts$|(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.ts$)/.test(path),
    );
    expect(bad.map(({ path }) => path)).toEqual([]);
  });

  it('let one file import each engine', () => {
    const importers = (module: string) =>
      product
        .filter(({ path, text }) => path.startsWith('gateway/') && text.includes(`'${module}`))
        .map(({ path }) => path);
    expect(importers('@apollo/query-planner')).toHaveLength(1);
    expect(importers("@apollo/server'")).toHaveLength(1);
    expect(importers('undici')).toHaveLength(1);
    expect(importers('@opentelemetry/').filter((path) => !path.startsWith('gateway/observe/'))).toEqual([]);
  });
});
