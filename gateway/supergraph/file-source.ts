import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { SupergraphError } from './load.js';
import type { SupergraphSource } from './source.js';

/** Editors write in several steps: they get this long to finish. */
const SETTLE_MS = 200;

/** A supergraph file. Its folder is watched, because a file that is replaced by another is no longer the one watched. */
export function fileSource(file: string): SupergraphSource {
  return {
    async read() {
      return readFile(file, 'utf8').catch((error: unknown) => {
        throw new SupergraphError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      });
    },
    watch(changed) {
      let settling: NodeJS.Timeout | undefined;
      const watcher = watch(dirname(file), { persistent: false }, (_, name) => {
        if (name !== null && name !== basename(file)) return;
        clearTimeout(settling);
        settling = setTimeout(changed, SETTLE_MS).unref();
      });
      watcher.on('error', () => undefined);
      return {
        [Symbol.dispose]() {
          clearTimeout(settling);
          watcher.close();
        },
      };
    },
  };
}
