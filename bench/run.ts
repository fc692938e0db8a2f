import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run bench [-- <name> …]`: runs the named measurements, or all, one after the other; fails when one misses its bar. */
const ALL = ['start', 'engine', 'access', 'append', 'fan-out', 'feed', 'swaps', 'planning', 'scale-model'] as const;
const [first, ...rest] = process.argv.slice(2);
const names = first === undefined ? ALL : ALL.filter((name) => name === first);
if (names.length === 0) {
  process.stderr.write(`Name one of ${ALL.join(', ')}.\n`);
  process.exitCode = 1;
}
for (const name of names) {
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(`./${name}.js`, import.meta.url)), ...rest], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
