import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './project-root.js';

/** How much less of a busy core than others a thread gets that yields: a tenth (nice 10). */
export const NICE = 10;

/**
 * Lets the calling thread have a core only where others of the machine do not want it as much: for work that may take long while requests are answered.
 * On Linux, where threads have priorities of their own; elsewhere it changes nothing.
 */
export function yieldToOthers(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), NICE);
  } catch {
    // It works all the same, at the priority of the process.
  }
}

/** `execArgv` of a thread that does so from its first module on. */
export function yieldingFromStart(): readonly string[] {
  // Always the built file: a thread has no loader for TypeScript.
  return ['--import', pathToFileURL(join(projectRoot(), 'dist', 'lib', 'yield-at-start.js')).href];
}
