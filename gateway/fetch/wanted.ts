import { isEqual } from '../merge/equal.js';
import { type OnObject, visitAt } from '../merge/positions.js';
import type { Tree } from '../merge/tree.js';
import type { EntityPlace } from '../plan/steps.js';
import type { PreparedNode, PreparedPart } from './prepare-plan.js';
import type { KnownTexts } from './representations.js';
import type { Run } from './run.js';

export type EntitiesPart = Extract<PreparedPart, { kind: 'entities' }>;

/** A part with the objects that it completes in this run. */
export interface Wanted {
  readonly part: EntitiesPart;
  readonly index: number;
  /** By the JSON text of its representation, the objects for which each stands: equal objects are asked for once. */
  readonly objects: ReadonlyMap<string, readonly Tree[]>;
}

interface Collecting extends Wanted {
  readonly objects: Map<string, Tree[]>;
  readonly texts: KnownTexts;
}

/**
 * What the nodes, which are sent at the same time, ask for. Shallow paths come first, and equal objects there become
 * one: an answer that repeats an entity a hundred times is then walked, completed and written once.
 */
export function collectWanted(nodes: readonly PreparedNode[], run: Run): ReadonlyMap<PreparedNode, readonly Wanted[]> {
  const all = new Map<PreparedNode, Collecting[]>();
  const visits: { readonly place: EntityPlace; readonly wanted: Collecting }[] = [];
  for (const node of nodes) {
    const own: Collecting[] = [];
    for (const [index, part] of node.parts.entries()) {
      if (part.kind !== 'entities' || part.context.length > 0) continue;
      const wanted: Collecting = { part, index, objects: new Map(), texts: [] };
      own.push(wanted);
      for (const place of part.at) visits.push({ place, wanted });
    }
    all.set(node, own);
  }
  if (visits.length > 1) visits.sort((a, b) => a.place.path.length - b.place.path.length);
  const found = new Map<string, readonly Tree[]>();
  for (const { place, wanted } of visits) {
    const known = found.get(place.key);
    if (known) for (const object of known) add(wanted, object, wanted.part.write(object, wanted.texts));
    else found.set(place.key, visit(place, wanted, run));
  }
  return all;
}

/** Adds the objects at a path; answers them, each once. */
function visit({ path, unites, key: place }: EntityPlace, wanted: Collecting, run: Run): readonly Tree[] {
  /** Of each representation the first object at this path. */
  const firsts = new Map<string, Tree>();
  /** Objects that were met, and what stands in their place. Several holders can have the same object. */
  const seen = run.shared ? new Map<Tree, Tree>() : undefined;
  const met: Tree[] = [];
  const onObject: OnObject = (object, holder, key) => {
    const known = seen?.get(object);
    if (known) {
      if (known !== object) (holder as Record<string | number, unknown>)[key] = known;
      return;
    }
    seen?.set(object, object);
    const text = wanted.part.write(object, wanted.texts);
    if (text !== undefined) {
      const first = firsts.get(text);
      if (!first) {
        firsts.set(text, object);
      } else if (unites && isOnlyAt(place, object, run) && isEqual(first, object)) {
        (holder as Record<string | number, unknown>)[key] = first;
        seen?.set(object, first);
        run.shared = true;
        return;
      }
    }
    met.push(object);
    if (run.shared) run.collected.set(object, isOnlyAt(place, object, run) ? place : '');
    add(wanted, object, text);
  };
  visitAt(run.data, path, run.types, run.shared, onObject);
  return met;
}

/** An object that another place has collected must stay where it is: what was asked for it there is still to come. */
function isOnlyAt(place: string, object: Tree, run: Run): boolean {
  const known = run.collected.get(object);
  return known === undefined || known === place;
}

/** Objects without a text lack a part of what is required. */
function add({ objects }: Collecting, object: Tree, text: string | undefined): void {
  if (text === undefined) return;
  const same = objects.get(text);
  if (same) same.push(object);
  else objects.set(text, [object]);
}
