import { isDeepStrictEqual } from 'node:util';
import { installPeers, peersFolder, startHive } from './side-by-side/hive.js';
import { line, type Measured, measure, medians } from './side-by-side/measure.js';
import { type Server, startServer } from './side-by-side/processes.js';
import { openStand, type Stand } from './side-by-side/stand.js';

/**
 * Our gateway through its real front, Apollo Gateway and Hive Gateway on the same supergraph, subgraphs and queries, one
 * process each on one core, in turns. `npm run bench:gateway [-- rounds seconds]`. Fails when a bar is missed.
 */
const [rounds = '3', seconds = '4'] = process.argv.slice(2);
installPeers();

type Name = 'ours' | 'Apollo' | 'Hive' | 'Hive router' | 'floor';
type Mode = 'nothing shared' | 'subgraph calls shared' | 'requests shared';

const STARTS: Readonly<Record<Name, (stand: Stand, mode: Mode) => Promise<Server>>> = {
  ours: (stand, mode) => stand.startOurs({ HUB_SHARE_READS: mode === 'nothing shared' ? 'off' : 'on' }),
  Apollo: (stand) => startServer({ args: ['apollo.mjs', stand.supergraphFile], cwd: peersFolder }),
  Hive: (stand, mode) => startHive(stand.supergraphFile, { isSharing: mode === 'requests shared' }),
  'Hive router': (stand, mode) =>
    startHive(stand.supergraphFile, { isSharing: mode === 'requests shared', more: ['--hive-router-runtime'] }),
  floor: (stand) => stand.startFloor(),
};

/** Who is measured in a mode: Apollo Gateway shares nothing, and only Hive Gateway shares whole requests. */
const IN_MODE: Readonly<Record<Mode, readonly Name[]>> = {
  'nothing shared': ['ours', 'Apollo', 'Hive', 'Hive router', 'floor'],
  'subgraph calls shared': ['ours', 'Hive', 'Hive router'],
  'requests shared': ['Hive', 'Hive router'],
};

let missed = 0;

for (const graph of ['deep', 'project page', 'list']) {
  await using stand = await openStand(graph);
  const calls = await checked(stand, graph);
  for (const mode of graph === 'deep' ? (Object.keys(IN_MODE) as Mode[]) : (['nothing shared'] as const)) {
    const results = await measured(stand, mode);
    for (const name of IN_MODE[mode]) print(`${graph}, ${mode}: ${name.padEnd(11)} ${line(medians(results[name]))}`);
    if (mode === 'nothing shared') judge(graph, results, calls);
  }
}
print(missed === 0 ? 'every bar was reached' : `${missed} bars were MISSED`);
process.exitCode = missed === 0 ? 0 : 1;

/** Throws when somebody answers something else; tells the calls of each. */
async function checked(stand: Stand, graph: string): Promise<ReadonlyMap<Name, number>> {
  const calls = new Map<Name, number>();
  let truth: unknown;
  for (const name of IN_MODE['nothing shared']) {
    await using server = await STARTS[name](stand, 'nothing shared');
    const answer = await stand.answer(server);
    truth ??= answer;
    if (!isDeepStrictEqual(answer, truth)) throw new Error(`${name} answers ${graph} differently`);
    calls.set(name, await stand.calls(server));
  }
  print(`${graph}: same answers; calls to subgraphs: ${[...calls].map(([name, n]) => `${name} ${n}`).join(', ')}`);
  return calls;
}

async function measured(stand: Stand, mode: Mode): Promise<Readonly<Record<Name, Measured[]>>> {
  const results: Record<Name, Measured[]> = { ours: [], Apollo: [], Hive: [], 'Hive router': [], floor: [] };
  for (let round = 0; round < Number(rounds); round++) {
    const names = round % 2 === 0 ? IN_MODE[mode] : [...IN_MODE[mode]].reverse();
    for (const name of names) {
      await using server = await STARTS[name](stand, mode);
      const tokens = mode === 'nothing shared' ? 'unique' : 'one';
      results[name].push(await measure(server, { body: stand.body, seconds: Number(seconds), tokens }));
    }
  }
  return results;
}

function judge(graph: string, results: Readonly<Record<Name, Measured[]>>, calls: ReadonlyMap<Name, number>): void {
  const rps = (name: Name) => medians(results[name]).rps;
  const apollo = rps('ours') / rps('Apollo');
  const hive = rps('ours') / Math.max(rps('Hive'), rps('Hive router'));
  const floor = medians(results.floor).cpuMs / medians(results.ours).cpuMs;
  const rss =
    medians(results.ours).rssMb / Math.min(medians(results.Hive).rssMb, medians(results['Hive router']).rssMb);
  if (graph === 'deep') {
    bar('requests/s of Apollo Gateway', apollo, 8, 10);
    bar('requests/s of the best Hive Gateway', hive, 4, 5);
    bar('of the Node floor, by CPU', floor, 0.7, 0.85);
    bar('calls to subgraphs', calls.get('ours') ?? 0, 7, undefined, 'at most');
  } else if (graph === 'list') {
    bar('requests/s of Apollo Gateway', apollo, 8);
    bar('requests/s of the best Hive Gateway', hive, 5);
    bar('of the Node floor, by CPU', floor, 0.7, 0.85);
  } else {
    print(
      `  ${apollo.toFixed(1)} × Apollo Gateway, ${hive.toFixed(1)} × the best Hive Gateway, ${floor.toFixed(2)} of the floor`,
    );
  }
  if (graph !== 'project page') bar("of the leaner Hive Gateway's memory", rss, 0.5, undefined, 'at most');
}

function bar(what: string, value: number, limit: number, stretch?: number, kind: 'at least' | 'at most' = 'at least') {
  const isReached = kind === 'at least' ? value >= limit : value <= limit;
  if (!isReached) missed++;
  const far = stretch === undefined ? '' : `; stretch ${stretch}: ${value >= stretch ? 'reached' : 'missed'}`;
  print(`  ${value.toFixed(2)} ${what}: ${kind} ${limit} ${isReached ? 'reached' : 'MISSED'}${far}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
