import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#lib/project-root';
import type { CatalogItem } from '../catalog/catalog-entry.js';
import { readSdl } from '../catalog/read-sdl.js';

/** Made from the departments' schemas. */
const COMPOSED: ReadonlySet<string> = new Set(['api.graphql', 'supergraph.graphql']);

let known: Promise<ReadonlyMap<string, CatalogItem>> | undefined;

/** Items of the data catalogue by id, from the committed schemas: a request names what was agreed, not what runs today. */
export function publishedItems(): Promise<ReadonlyMap<string, CatalogItem>> {
  known ??= read();
  return known;
}

async function read(): Promise<ReadonlyMap<string, CatalogItem>> {
  const folder = join(projectRoot(), 'schema');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql') && !COMPOSED.has(file));
  const lists = await Promise.all(
    files.map(async (file) => readSdl(file.replace(/\.graphql$/, ''), await readFile(join(folder, file), 'utf8'))),
  );
  return new Map(lists.flat().map((item) => [item.id, item]));
}
