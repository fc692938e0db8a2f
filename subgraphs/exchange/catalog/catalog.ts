import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { projectRoot } from '#lib/project-root';
import type { CallDepartment } from '../following/call-department.js';
import type { CatalogItem } from './catalog-entry.js';
import { readSdl } from './read-sdl.js';

const REFRESH_MS = 60_000;
const SDL_QUERY = JSON.stringify({ query: '{ _service { sdl } }' });

/** The data catalogue: read from the running subgraphs, and from the committed SDL of one that does not run. */
export interface Catalog {
  /** All items, by id. */
  items(): Promise<readonly CatalogItem[]>;
}

export function createCatalog(departments: readonly string[], call: CallDepartment, log: Logger): Catalog {
  let current: { items: Promise<readonly CatalogItem[]>; at: number } | undefined;
  return {
    items() {
      const now = performance.now();
      if (!current || now - current.at > REFRESH_MS) {
        const items = Promise.all(
          departments.map(async (department) => readSdl(department, await readSource(department, call, log))),
        );
        current = { at: now, items: items.then((lists) => lists.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1))) };
      }
      return current.items;
    },
  };
}

async function readSource(department: string, call: CallDepartment, log: Logger): Promise<string> {
  try {
    const response = await call(department, '/graphql', {
      method: 'POST',
      body: SDL_QUERY,
      signal: AbortSignal.timeout(2000),
    });
    const answer = (await response.json()) as { data?: { _service?: { sdl?: string } } };
    if (answer.data?._service?.sdl) return answer.data._service.sdl;
  } catch {
    log.info({ department }, 'catalogue reads the committed schema of a department that does not answer');
  }
  return readFile(join(projectRoot(), 'schema', `${department}.graphql`), 'utf8');
}
