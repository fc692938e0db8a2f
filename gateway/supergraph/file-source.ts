import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { SupergraphError } from './supergraph-error.js';
import { settledWatch } from './settled-watch.js';
import type { SupergraphSource } from './source.js';

/** A supergraph file. Its folder is watched, because a file that is replaced by another is no longer the one watched. */
export function fileSource(file: string): SupergraphSource {
  return {
    async read() {
      return readFile(file, 'utf8').catch((error: unknown) => {
        throw new SupergraphError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      });
    },
    watch: (changed) => settledWatch(dirname(file), (name) => name === basename(file), changed),
  };
}
