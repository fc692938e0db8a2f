import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf, isAlive, type ProcessIdentity } from '#lib/process-identity';

/** Remembers the hub's processes in `processes.json`, for a start after a launcher that was killed. */
export class ProcessRecord {
  readonly #file: string;
  readonly #running = new Map<string, ProcessIdentity>();

  constructor(dataFolder: string) {
    this.#file = recordFile(dataFolder);
  }

  started(name: string, pid: number): void {
    this.#running.set(name, identityOf(pid));
    writeFileSync(this.#file, JSON.stringify([...this.#running.values()]), { mode: 0o600 });
  }

  clear(): void {
    rmSync(this.#file, { force: true });
  }
}

/**
 * Ends processes that outlived their launcher. They end by themselves when it dies, but one that is busy would still
 * hold its port and its database for a while.
 */
export async function endSurvivors(dataFolder: string): Promise<void> {
  const alive = readRecord(dataFolder).filter(isAlive);
  for (const { pid } of alive) process.kill(pid, 'SIGKILL');
  const deadline = Date.now() + 10_000;
  while (alive.some(isAlive) && Date.now() < deadline) await pause(20);
  rmSync(recordFile(dataFolder), { force: true });
}

function readRecord(dataFolder: string): ProcessIdentity[] {
  try {
    return JSON.parse(readFileSync(recordFile(dataFolder), 'utf8')) as ProcessIdentity[];
  } catch {
    // Not there, or cut short by the crash.
    return [];
  }
}

function recordFile(dataFolder: string): string {
  return join(dataFolder, 'processes.json');
}
