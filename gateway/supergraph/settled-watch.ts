import { watch } from 'node:fs';

/** Editors write in several steps: they get this long to finish. */
const SETTLE_MS = 200;

/** Calls `changed` when something in the folder changed that `concerns` it, and nothing has since for a moment. */
export function settledWatch(folder: string, concerns: (name: string) => boolean, changed: () => void): Disposable {
  let settling: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { persistent: false }, (_, name) => {
    if (name !== null && !concerns(name)) return;
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
}
