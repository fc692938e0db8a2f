import type { Asked, Place } from './places.js';
import { probeOf } from './probe.js';

/** How the planning of a probe ended. */
export type ProbeOutcome =
  | { readonly kind: 'planned' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Not within the time that it had. */
  | { readonly kind: 'endless' };

/** Plans an operation for at most so long. */
export type Probe = (operation: string, maxMs: number) => Promise<ProbeOutcome>;

export interface CheckOptions {
  /** The time for all. What was not checked by then is still refused when it is asked. */
  readonly maxMs: number;
  /** A field for which planning takes longer than this is taken to be planned without end. */
  readonly maxProbeMs: number;
}

export interface Unplannable {
  /** One for each field, at most 20. */
  readonly sentences: readonly string[];
  /** False when the time ended before all fields were tried, or a field took too long: another time it might be found otherwise. */
  readonly isComplete: boolean;
}

/** Fields that are asked at once; the time of planning grows faster than their number. */
const MAX_GROUP = 200;
const MAX_SENTENCES = 20;
const MORE = 'There may be more.';
/** Fields that a sentence about several names. */
const MAX_NAMES = 5;
const MAX_REASON_CHARS = 300;

/**
 * Fields that compose and cannot be planned, found by asking the planner for all fields of each place together, and one by
 * one where that fails. A field that was found once is not asked at other places.
 */
export async function unplannable(
  places: Iterable<Place>,
  probe: Probe,
  { maxMs, maxProbeMs }: CheckOptions,
  signal: AbortSignal,
): Promise<Unplannable> {
  const until = performance.now() + maxMs;
  const isOver = () => performance.now() > until || signal.aborted;
  const known = new Set<string>();
  const sentences: string[] = [];
  for (const place of places) {
    if (place.path.some((step) => known.has(nameOf(step)))) continue;
    const ask = (fields: readonly Asked[]) => probe(probeOf(place, fields), maxProbeMs);
    for (const group of groupsOf(place)) {
      for await (const { fields, outcome } of faults(group, ask, known, isOver)) {
        sentences.push(sentence(place, fields, outcome, maxProbeMs));
        // Each of these costs seconds, and one is enough to know.
        if (outcome.kind === 'endless') return { sentences, isComplete: false };
        if (sentences.length === MAX_SENTENCES) return { sentences: [...sentences, MORE], isComplete: true };
      }
      if (isOver()) return { sentences, isComplete: false };
    }
  }
  return { sentences, isComplete: true };
}

interface Fault {
  readonly fields: readonly Asked[];
  readonly outcome: Exclude<ProbeOutcome, { readonly kind: 'planned' }>;
}

type Ask = (fields: readonly Asked[]) => Promise<ProbeOutcome>;

/** What of a group cannot be planned; fields are added to `known` as they are found. */
async function* faults(
  group: readonly Asked[],
  ask: Ask,
  known: Set<string>,
  isOver: () => boolean,
): AsyncGenerator<Fault> {
  const fields = group.filter((each) => !known.has(nameOf(each)));
  if (fields.length === 0 || isOver()) return;
  const together = await ask(fields);
  if (together.kind === 'planned') return;
  let isFound = false;
  for (const field of fields) {
    if (isOver()) return;
    if (known.has(nameOf(field))) continue;
    const outcome = fields.length > 1 ? await ask([field]) : together;
    if (outcome.kind === 'planned') continue;
    isFound = true;
    // Types that have a field from an interface have its fault too.
    const same = field.isConditional ? [] : fields.filter((each) => each.field.name === field.field.name);
    for (const each of [field, ...same]) known.add(nameOf(each));
    yield { fields: [field], outcome };
  }
  // Where many fields at once take long, fewer can be asked.
  if (!isFound && together.kind === 'failed') yield { fields: await fewest(fields, ask, isOver), outcome: together };
}

/** What is asked at once: a subscription has one root field. */
function groupsOf({ operation, path, fields }: Place): readonly (readonly Asked[])[] {
  const size = operation === 'subscription' && path.length === 0 ? 1 : MAX_GROUP;
  return Array.from({ length: Math.ceil(fields.length / size) }, (_, n) => fields.slice(n * size, (n + 1) * size));
}

/** Fields that cannot be planned together, and can without any one of them. */
async function fewest(fields: readonly Asked[], ask: Ask, isOver: () => boolean): Promise<readonly Asked[]> {
  let left = fields;
  for (const field of fields) {
    if (isOver()) break;
    const others = left.filter((each) => each !== field);
    if ((await ask(others)).kind === 'failed') left = others;
  }
  return left;
}

function sentence({ path }: Place, fields: readonly Asked[], outcome: Fault['outcome'], maxProbeMs: number): string {
  const names = fields.slice(0, MAX_NAMES).map(nameOf);
  if (fields.length > MAX_NAMES) names.push(`${fields.length - MAX_NAMES} more`);
  const place = path.map((step) => `${nameOf(step)} → `).join('');
  const together = fields.length > 1 ? ' together' : '';
  return outcome.kind === 'endless'
    ? `${place}${names.join(', ')} cannot be planned${together} within ${maxProbeMs / 1000} seconds.`
    : `${place}${names.join(', ')} cannot be planned${together}: ${shortened(outcome.reason)}`;
}

function nameOf({ type, field }: Asked): string {
  return `${type}.${field.name}`;
}

/** The planner's words without the stack. */
function shortened(reason: string): string {
  const [text = ''] = reason.split(/\n\s+at /);
  const line = text
    .replace(/^(\w*Error: )+/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > MAX_REASON_CHARS ? `${line.slice(0, MAX_REASON_CHARS)}…` : line;
}
