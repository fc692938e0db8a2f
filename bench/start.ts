import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Time from `npm start` to the ready message: first (empty data folder: initdb, migrations, seed) and warm (data there),
 * and memory of all its processes when idle, as proportional set size. Bars for 2 cores: 20 s, 6 s, 1.2 GB.
 */
const ROUNDS = Number(process.argv[2] ?? 3);
const IDLE_MS = 8000;
const BARS = { firstSeconds: 20, warmSeconds: 6, idleMegabytes: 1200 };

const first: number[] = [];
const warm: number[] = [];
const memory: number[] = [];
execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });
for (let round = 0; round < ROUNDS; round++) {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'));
  first.push(await startAndStop(folder));
  warm.push(await startAndStop(folder, true));
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(
    `round ${round + 1}: first ${first.at(-1)?.toFixed(1)} s, warm ${warm.at(-1)?.toFixed(1)} s, idle ${memory.at(-1)?.toFixed(0)} MB\n`,
  );
}
const result = { firstSeconds: median(first), warmSeconds: median(warm), idleMegabytes: median(memory) };
let missed = false;
for (const [name, bar] of Object.entries(BARS)) {
  const value = result[name as keyof typeof result];
  if (value > bar) missed = true;
  process.stdout.write(`${name}: median ${value.toFixed(1)}, bar ${bar}${value > bar ? '  MISSED' : ''}\n`);
}
process.exitCode = missed ? 1 : 0;

async function startAndStop(folder: string, measureMemory = false): Promise<number> {
  const begun = performance.now();
  const env = { ...process.env, HUB_DATA: folder, HUB_PORT: '0', ...zeroPorts() };
  // A process group of its own, as a terminal gives: Ctrl-C reaches npm and the hub alike.
  const hub = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  await ready(hub);
  const seconds = (performance.now() - begun) / 1000;
  if (measureMemory && hub.pid !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    memory.push(treeMegabytes(hub.pid));
  }
  if (hub.pid !== undefined) process.kill(-hub.pid, 'SIGINT');
  await once(hub, 'exit');
  return seconds;
}

function zeroPorts(): Record<string, string> {
  const names = ['CIVIL_AFFAIRS', 'YOUTH_LEAGUE', 'CIVILIZATION_OFFICE', 'CHARITY_FEDERATION', 'EXCHANGE'];
  return Object.fromEntries(names.map((name) => [`PORT_${name}`, '0']));
}

async function ready(hub: ChildProcess): Promise<void> {
  let text = '';
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  hub.stdout?.on('data', (chunk) => {
    text += String(chunk);
    if (text.includes('is ready after')) resolve();
  });
  hub.once('exit', () => reject(new Error(`the hub ended before it was ready:\n${text}`)));
  await promise;
}

/** Proportional set size of a process and everything below it, so that shared pages count once. */
function treeMegabytes(root: number): number {
  const pairs = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const tree = new Set([root]);
  for (let before = 0; before !== tree.size;) {
    before = tree.size;
    for (const [pid = 0, parent = 0] of pairs) if (tree.has(parent)) tree.add(pid);
  }
  let kilobytes = 0;
  for (const pid of tree) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // A process that ended meanwhile has no memory.
    }
  }
  return kilobytes / 1024;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
