import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#lib/project-root';
import { SUBGRAPH_NAMES } from '#protocol/departments';
import { readSdl } from '../../subgraphs/exchange/catalog/read-sdl.js';

const root = projectRoot();
const matrix = readFileSync(join(root, 'docs', 'legal-bases.md'), 'utf8');

describe.each(SUBGRAPH_NAMES)('what %s publishes', (name) => {
  const items = readSdl(name, readFileSync(join(root, 'schema', `${name}.graphql`), 'utf8'));

  it('has a sharing class, a basis and a period of retention, each of it', () => {
    expect(items.length).toBeGreaterThan(10);
    const lacking = items.filter(({ share, row, keep }) => share === null || row === null || keep === null);
    expect(lacking.map(({ id }) => id)).toEqual([]);
  });

  it('names bases that are listed', () => {
    const unknown = items.filter(({ row }) => row !== null && !isListed(row));
    expect([...new Set(unknown.map(({ id, row }) => `${id}: ${row}`))]).toEqual([]);
  });
});

/** Rows of the policy register are `S0-01` … `S4-26`; everything else is in the list of laws. */
function isListed(row: string): boolean {
  return /^S[0-4]-\d{2}$/.test(row) || matrix.includes(`\`${row}\``);
}
