import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/** How much less of a busy core than others a process gets that yields: a tenth (nice 10). */
export const NICE = 10;

/**
 * Lets this process, with all the threads that it has and will have, have a core only where others of the machine do not want it as much: for work that
 * may take long while requests are answered.
 */
export function yieldToOthers(): void {
  for (const thread of threads()) {
    try {
      setPriority(thread, NICE);
    } catch {
      // It ended, or works on at the priority that it has.
    }
  }
}

/** On Linux threads have priorities of their own; a new one has that of the thread which starts it. */
function threads(): readonly number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [process.pid];
  }
}
