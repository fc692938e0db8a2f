import { readFile, stat } from 'node:fs/promises';

/** How often a file is looked at (ms), unless somebody says otherwise. */
const LOOK_MS = 2000;

/** How often who signs looks for a new key of its own (ms): often, since what the old one signs may be refused soon. */
export const SIGNER_LOOK_MS = 100;

/**
 * What a file holds, as `parse` understands it: read at the first call, and again when the file has changed, so that keys rotate without
 * a restart. While a changed file cannot be read or understood, what it held before counts; without anything before, it throws.
 */
export function followFile<T>(
  file: string,
  parse: (text: string) => T | Promise<T>,
  lookMs = LOOK_MS,
): () => Promise<T> {
  let current: { readonly value: T; readonly modified: number } | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<T> | undefined;
  const look = async (): Promise<T> => {
    try {
      const { mtimeMs } = await stat(file);
      if (current?.modified !== mtimeMs) {
        current = { value: await parse(await readFile(file, 'utf8')), modified: mtimeMs };
      }
    } catch (error) {
      if (!current) throw error;
    }
    lookedAt = performance.now();
    return current.value;
  };
  return () => {
    if (current && performance.now() - lookedAt < lookMs) return Promise.resolve(current.value);
    // Who comes meanwhile waits for the same look.
    looking ??= look().finally(() => (looking = undefined));
    return looking;
  };
}
