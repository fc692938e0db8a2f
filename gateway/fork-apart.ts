import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism, setPriority } from 'node:os';
import { join } from 'node:path';
import { NICE } from '#lib/yield-to-others';
import { projectFolder } from './project-folder.js';

/** When a process begins to leave a busy core to others. */
export type Yields = 'from the beginning' | 'once told' | 'never';

/**
 * Starts a script of this folder as a process of its own, for work that may take long while requests are answered: what it does to memory, and what V8
 * compiles and collects for it, holds this process up nowhere. It does not keep this one from ending.
 */
export function forkApart(script: `${string}.js`, yields: Yields): ChildProcess {
  // Always the built file: a process has no loader for TypeScript.
  const file = join(projectFolder(), 'dist', 'gateway', script);
  const child = fork(file, {
    serialization: 'advanced',
    execArgv: [yields === 'never' || availableParallelism() > 2 ? ONE_HELPER : NO_HELPER],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  if (yields === 'from the beginning') lowerPriority(child);
  child.unref();
  child.channel?.unref();
  return child;
}

/** One thread marks and compiles beside the one that works. */
const ONE_HELPER = '--v8-pool-size=1';
/** Where there are two cores, a helper takes the one on which others would be answered at once: their p99 would be twice as long (decision 12). */
const NO_HELPER = '--single-threaded';

/** Before it has further threads, which then have the same. */
function lowerPriority({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, NICE);
  } catch {
    // It works all the same, at the priority of this process.
  }
}

/**
 * For such a process: it ends when the one that started it has gone. SIGINT and SIGTERM, which a terminal or a service manager sends to all of a
 * group, are for that one alone, which may still need it.
 */
export function endWithParent(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit(0));
}
