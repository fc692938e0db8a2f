import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engineDefaults } from '../../gateway/config.js';
import { configFromEnv } from '../../gateway/config-env.js';
import { projectRoot } from '#lib/project-root';
import { sourceFiles } from '../architecture/source-files.js';
import { startToyGateway } from './toy-gateway.js';

const root = projectRoot();
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const settings = read('docs', 'config.md');

/** Every file of the product that reads settings, with the section of docs/config.md that is about it. */
const SECTIONS: Readonly<Record<string, string>> = {
  'hub/config.ts': 'The launcher',
  'subgraphs/kit/config.ts': 'A subgraph',
  'gateway/config-env.ts': 'The gateway',
  'gateway/config-issuers.ts': 'The gateway',
};

function section(title: string): string {
  return settings.split(/^## /m).find((part) => part.startsWith(title)) ?? '';
}

function documented(text: string): Set<string> {
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  return new Set(
    rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([A-Z][A-Z_]+)(?=[`<])/g)].map(([, name = '']) => name),
    ),
  );
}

function used(source: string): Set<string> {
  const reads = [
    ...source.matchAll(
      /env\[['`]([A-Z_]+)(?:\$\{\w+\})?['`]\]|(?:whole|databaseUrl|postgresUrl|wantedPort)\(env, ['`]([A-Z_]+)/g,
    ),
  ];
  return new Set(reads.map(([, indexed, named]) => indexed ?? named ?? ''));
}

describe('docs/config.md', () => {
  const variables = (text: string) => [...used(text)].filter((name) => name !== 'NODE_ENV').sort();

  it('has a section for each file that reads the environment', () => {
    const readers = sourceFiles().filter(
      ({ path, text }) => /(^|\/)config(-\w+)?\.ts$/.test(path) && used(text).size > 0,
    );
    expect(readers.map(({ path }) => path).toSorted()).toEqual(Object.keys(SECTIONS).toSorted());
  });

  it.each(Object.entries(SECTIONS))('lists all that %s reads, with it or with the launcher', (file, title) => {
    const listed = new Set([...documented(section(title)), ...documented(section('The launcher'))]);
    const missing = variables(read(file)).filter((name) => !listed.has(name));
    expect(missing).toEqual([]);
  });

  it('lists nothing that nobody reads', () => {
    const known = new Set(Object.keys(SECTIONS).flatMap((file) => variables(read(file))));
    const listed = Object.values(SECTIONS).flatMap((title) => [...documented(section(title))]);
    expect(listed.length).toBeGreaterThan(20);
    expect(listed.filter((name) => !known.has(name))).toEqual([]);
  });

  it('tells the defaults that the gateway has', () => {
    const rows = new Map(
      section('The gateway')
        .split('\n')
        .filter((line) => line.startsWith('| `'))
        .map((line) => line.split('|').map((cell) => cell.trim()))
        .map(([, name = '', value = '']) => [/`(\w+)`/.exec(name)?.[1], value.replaceAll('`', '')]),
    );
    const config = configFromEnv({}, ['--supergraph', join(root, 'schema', 'supergraph.graphql'), '--open']);
    expect(
      Object.fromEntries(
        [
          'HUB_PORT',
          'HUB_HOST',
          'HUB_SUBGRAPH_TIMEOUT_MS',
          'HUB_LOG_LEVEL',
          'HUB_TRACES',
          'HUB_SLOW_MS',
          'HUB_EXPLAIN',
        ].map((name) => [name, rows.get(name)]),
      ),
    ).toEqual({
      HUB_PORT: String(config.port),
      HUB_HOST: config.host,
      HUB_SUBGRAPH_TIMEOUT_MS: String(config.subgraphCalls.timeoutMs),
      HUB_LOG_LEVEL: config.logLevel,
      HUB_TRACES: config.traces.to,
      HUB_SLOW_MS: String(config.slowMs),
      HUB_EXPLAIN: config.explain ? 'on' : 'off',
    });
    expect(config.slowMs).toBe(engineDefaults().slowMs);
  });
});

describe('docs/config.md', () => {
  it('tells what a document may have', () => {
    const [, told = ''] = /^\| limit \| value[^]*?\n\n/m.exec(settings)?.[0].split('|---|---|---|') ?? [];
    const values = told
      .split('\n')
      .filter((row) => row !== '')
      .map((row) => Number(row.split('|')[2]?.replaceAll(' ', '')));
    expect(values.toSorted()).toEqual(Object.values(engineDefaults().limits).toSorted());
  });
});

describe('docs/operations.md', () => {
  it('explains each metric, and none that there is not', async () => {
    await using toy = await startToyGateway();
    const body = await (await fetch(`${toy.gateway.url}/metrics`)).text();
    const measured = [...body.matchAll(/^# HELP (hub_\w+) /gm)].map(([, name]) => name);
    const explained = [...read('docs', 'operations.md').matchAll(/^\| `(hub_\w+)` \| /gm)].map(([, name]) => name);
    expect(measured.length).toBeGreaterThan(10);
    expect(explained.toSorted()).toEqual(measured.toSorted());
  });
});
