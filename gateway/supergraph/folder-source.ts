import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SubgraphSchema } from './compose.js';
import { composeApart } from './compose-apart.js';
import { SupergraphError } from './supergraph-error.js';
import { settledWatch } from './settled-watch.js';
import type { SupergraphSource } from './source.js';

/** Says where each subgraph of the folder is served: `{"name": "http://host:port/path", …}`. */
export const ADDRESSES_FILE = 'subgraphs.json';
const SCHEMA = '.graphql';

const addresses = z.record(z.string(), z.url({ protocol: /^https?$/ }));

/** A folder with the schema of each subgraph in `<name>.graphql`, composed anew whenever one of its files changes. */
export function folderSource(folder: string): SupergraphSource {
  let composed: { readonly from: string; readonly sdl: string } | undefined;
  return {
    async read() {
      const schemas = await readSchemas(folder);
      const from = JSON.stringify(schemas);
      if (composed?.from !== from) composed = { from, sdl: await composeApart(schemas, composed === undefined) };
      return composed.sdl;
    },
    watch: (changed) => settledWatch(folder, (name) => name === ADDRESSES_FILE || name.endsWith(SCHEMA), changed),
  };
}

async function readSchemas(folder: string): Promise<readonly SubgraphSchema[]> {
  const urls = await readAddresses(join(folder, ADDRESSES_FILE));
  const files = (await readdir(folder)).filter((file) => file.endsWith(SCHEMA)).sort();
  const names = files.map((file) => file.slice(0, -SCHEMA.length));
  const without = names.filter((name) => !Object.hasOwn(urls, name));
  if (without.length > 0) throw new SupergraphError(`${ADDRESSES_FILE} does not say where ${without.join(', ')} is.`);
  const missing = Object.keys(urls).filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new SupergraphError(`${ADDRESSES_FILE} names ${missing.join(', ')}, of which ${folder} has no schema.`);
  }
  if (names.length === 0) throw new SupergraphError(`${folder} has no ${SCHEMA} files.`);
  return Promise.all(
    names.map(async (name) => ({
      name,
      url: urls[name] ?? '',
      sdl: await readFile(join(folder, `${name}${SCHEMA}`), 'utf8'),
    })),
  );
}

async function readAddresses(file: string): Promise<Readonly<Record<string, string>>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new SupergraphError(`${file} cannot be read: ${(error as Error).message}`);
  }
  const read = addresses.safeParse(json);
  if (read.success) return read.data;
  throw new SupergraphError(`${file} must be {"name": "http://host:port/path", …}: ${z.prettifyError(read.error)}`);
}
