import { random } from '../lib/random.js';

/**
 * What a city, a province and a country need, from costs that were measured (`npm run bench -- append`, `feed`): a simulation of one busy minute,
 * event by event. Not a promise: it says which part is full first, and by how much.
 */
interface Costs {
  /** Seconds that the log is held for one event (`append`). */
  readonly appendS: number;
  /** Seconds of a gateway's core for one delivery (`feed`). */
  readonly deliveryS: number;
  /** Seconds of a gateway's core to complete one event for one subscription: enrichment, projection (`engine`). */
  readonly completionS: number;
  /** Kilobytes of a gateway for one listener (`feed`). */
  readonly listenerKb: number;
}

/** Two cores, 2026-11-26; see bench/README.md. */
const MEASURED: Costs = { appendS: 65e-6, deliveryS: 20e-6, completionS: 400e-6, listenerKb: 18 };

interface Place {
  readonly name: string;
  /** Events a second at the busiest hour. */
  readonly eventsPerS: number;
  readonly listeners: number;
  /** Different subscriptions among them, with rights. */
  readonly subscriptions: number;
  /** Share of all events that one subscription selects. */
  readonly selectivity: number;
  /** Logs (exchanges) among which departments are divided. */
  readonly logs: number;
}

/**
 * Events: service records and what leads to them, some three per active volunteer and month, the busiest hour five times the mean.
 * Registered volunteers are about a sixth of the people, one in ten of them active in a month.
 */
function place(name: string, people: number, listeners: number, subscriptions: number, logs: number): Place {
  const perMonth = (people / 6 / 10) * 3;
  const eventsPerS = (perMonth / (30 * 86_400)) * 5;
  return { name, eventsPerS, listeners, subscriptions, selectivity: 1 / Math.sqrt(subscriptions), logs };
}

const PLACES = [
  place('city', 15_000_000, 2_000, 100, 1),
  place('province', 127_000_000, 50_000, 2_000, 1),
  place('country', 1_400_000_000, 1_000_000, 30_000, 31),
];
const SECONDS = 60;
/** A core is used to this share, so that a burst passes. */
const FULL = 0.6;
const MAX_P99_S = 1;

interface Outcome {
  readonly gatewayCores: number;
  readonly logUse: number;
  readonly p99S: number;
  readonly memoryGb: number;
}

/** Events arrive at random; the log takes them one by one, each gateway core what is its own. */
function simulate({ eventsPerS, listeners, subscriptions, selectivity, logs }: Place, costs: Costs): Outcome {
  const next = random(7);
  const perLog = eventsPerS / logs;
  // Each log's events are completed once for each subscription that wants them, and delivered to its listeners.
  const work = selectivity * (subscriptions * costs.completionS + listeners * costs.deliveryS);
  const gatewayCores = Math.max(2, Math.ceil((eventsPerS * work) / FULL));
  let now = 0;
  let logFree = 0;
  let coreFree = 0;
  const delays: number[] = [];
  while (now < SECONDS) {
    now += -Math.log(1 - next()) / perLog;
    logFree = Math.max(logFree, now) + costs.appendS;
    // The last listener of an event waits for all the others on its core. Cores share a country's logs evenly.
    coreFree = Math.max(coreFree, logFree) + (work * logs) / gatewayCores;
    delays.push(coreFree - now);
  }
  delays.sort((a, b) => a - b);
  return {
    gatewayCores,
    logUse: perLog * costs.appendS,
    p99S: delays[Math.floor(delays.length * 0.99)] ?? 0,
    memoryGb: (listeners * costs.listenerKb) / 1024 / 1024,
  };
}

let isReached = true;
for (const each of PLACES) {
  const { gatewayCores, logUse, p99S, memoryGb } = simulate(each, MEASURED);
  isReached &&= p99S <= MAX_P99_S && logUse <= FULL;
  process.stdout.write(
    `${each.name.padEnd(9)}${each.eventsPerS.toFixed(1).padStart(8)} events/s ${String(each.listeners).padStart(9)} listeners of ${String(each.subscriptions).padStart(6)} subscriptions: ` +
      `${each.logs} log${each.logs > 1 ? 's' : ''}, ${(logUse * 100).toFixed(2)} % full; ${gatewayCores} gateway cores, ${memoryGb.toFixed(1)} GB for listeners; ` +
      `the last listener hears within ${(p99S * 1000).toFixed(0)} ms (p99)\n`,
  );
}
process.exitCode = isReached ? 0 : 1;
