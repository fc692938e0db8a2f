import { print } from 'graphql';
import type { Draft } from './draft.js';

/** Fetches that go out as one request. */
export interface Slot {
  readonly level: number;
  readonly drafts: readonly Draft[];
}

/**
 * Puts each fetch on the first level at which all that it waits for is done, or on a later one, if nobody waits for it
 * so long and its subgraph is asked there anyway. Fetches of entities from one subgraph on one level share a slot.
 */
export function schedule(drafts: readonly Draft[]): readonly Slot[] {
  const levels = new Map<Draft, number>();
  for (const draft of drafts) levels.set(draft, 1 + Math.max(-1, ...[...draft.after].map((d) => levels.get(d) ?? 0)));
  const dependents = new Map<Draft, Draft[]>();
  for (const draft of drafts) {
    for (const before of draft.after) dependents.set(before, [...(dependents.get(before) ?? []), draft]);
  }
  const last = Math.max(0, ...levels.values());
  const deepestFirst = [...drafts].reverse().sort((a, b) => (levels.get(b) ?? 0) - (levels.get(a) ?? 0));
  const taken = new Map<string, Set<number>>();
  for (const draft of deepestFirst) {
    const key = mergeKey(draft);
    if (key === undefined) continue;
    const own = levels.get(draft) ?? 0;
    const latest = Math.min(last, ...(dependents.get(draft) ?? []).map((next) => (levels.get(next) ?? 0) - 1));
    const places = taken.get(key) ?? new Set();
    taken.set(key, places);
    const better = [...places].filter((level) => level >= own && level <= latest);
    const level = better.length > 0 ? Math.min(...better) : own;
    levels.set(draft, level);
    places.add(level);
  }
  const slots = new Map<string | Draft, { level: number; drafts: Draft[] }>();
  for (const draft of drafts) {
    const level = levels.get(draft) ?? 0;
    const key = mergeKey(draft);
    const id = key === undefined ? draft : `${level} ${key}`;
    const slot = slots.get(id) ?? { level, drafts: [] };
    slots.set(id, slot);
    slot.drafts.push(draft);
  }
  return [...slots.values()].sort((a, b) => a.level - b.level);
}

/** Fetches with the same key may be merged. Mutations never are; values from a context differ from object to object. */
function mergeKey({ subgraph, kind, entities, operation }: Draft): string | undefined {
  if (!entities || kind !== 'query' || entities.context.length > 0) return undefined;
  return `${subgraph} ${(operation.directives ?? []).map((directive) => print(directive)).join(' ')}`;
}
