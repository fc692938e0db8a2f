import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Builds `dist/` when a source is newer than the last build: the compiler takes half a second even when nothing changed, and a
 * start on an installed tree need not wait for it. Plain JavaScript, because it runs before anything is built.
 */
const SOURCES = ['gateway', 'subgraphs', 'protocol', 'lib', 'seed', 'schema', 'hub', 'cli', 'tools', 'test', 'bench'];
const SINGLE = ['tsconfig.json', 'package.json', 'package-lock.json', 'codegen.ts', 'vitest.config.ts'];

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

function builtAt() {
  try {
    return statSync('dist/.tsbuildinfo').mtimeMs;
  } catch {
    return 0;
  }
}

const built = builtAt();
const changed =
  SINGLE.some((file) => statSync(file).mtimeMs > built) || SOURCES.some((folder) => newest(folder) > built);
if (changed) {
  const { status } = spawnSync('tsc', ['-p', '.'], { stdio: 'inherit', shell: process.platform === 'win32' });
  process.exitCode = status ?? 1;
}
