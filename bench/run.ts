import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run bench [-- <name> …]`: runs the named measurements, or all, one after the other; fails when one misses its bar. */
const ALL = ['start', 'engine', 'access', 'append', 'fan-out', 'feed', 'swaps', 'planning', 'scale-model'] as const;
/** Where times are taken in the process that runs the measurement: what it collects itself must not wait for helpers while all cores are busy. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  planning: ['--single-threaded-gc', '--max-semi-space-size=64'],
};
const [first, ...rest] = process.argv.slice(2);
const names = first === undefined ? ALL : ALL.filter((name) => name === first);
if (names.length === 0) {
  process.stderr.write(`Name one of ${ALL.join(', ')}.\n`);
  process.exitCode = 1;
}
for (const name of names) {
  const script = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  const { status } = spawnSync(process.execPath, [...(FLAGS[name] ?? []), script, ...rest], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
