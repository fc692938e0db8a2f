import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { OutField, OutType, Shape } from '../project/shape.js';
import type { GraphTypes } from '../supergraph/graph-types.js';
import { listOf, nameOf, nullable, objectOf } from './composite-scans.js';
import { responseName } from '../plan/field-type.js';
import { below, type FieldUses } from './field-uses.js';
import type { ObjectLayout, ScannedField, Step, ValueLayout } from './layout.js';
import { MISS, passText, readingOf, type Scan, scanString } from './scan.js';

/** Where an object of a reply stands: in the tree, and in the answer. */
export interface Place {
  readonly at: string;
  readonly shape: Shape;
}

type ValueField = Extract<OutField, { kind: 'value' }>;

export const ANY: ValueLayout = { kind: 'any' };
const TYPENAME = '__typename';

/** Works out the layouts of what one part of a plan brings. */
export class LayoutMaker {
  /** Whether anything was found that can stay as it is. */
  isOfUse = false;

  constructor(
    readonly part: number,
    private readonly uses: FieldUses,
    private readonly types: GraphTypes,
    /** Where equal objects may become one. */
    private readonly uniting: ReadonlySet<string>,
  ) {}

  root(set: SelectionSetNode, shape: Shape): ObjectLayout | undefined {
    // Of each field of the root it is asked whether it came, so none is hidden in another's run.
    return this.#object(shape.type.name, [set], [{ at: '', shape }], { runs: false });
  }

  /** What stands for one representation. */
  entity(set: SelectionSetNode, places: readonly Place[]): ValueLayout {
    const [only, ...more] = set.selections;
    if (only?.kind === Kind.INLINE_FRAGMENT && more.length === 0) {
      const type = only.typeCondition?.name.value;
      if (!this.types.isObject(type) || type === undefined) return ANY;
      return this.#objectValue(this.#object(type, [only.selectionSet], places));
    }
    return this.#abstract([set], places);
  }

  #objectValue(layout: ObjectLayout | undefined): ValueLayout {
    return layout ? { kind: 'object', layout } : ANY;
  }

  #abstract(sets: readonly SelectionSetNode[], places: readonly Place[]): ValueLayout {
    const first = sets[0]?.selections[0];
    if (first?.kind !== Kind.FIELD || responseName(first) !== TYPENAME || places.length === 0) return ANY;
    this.isOfUse = true;
    const known = new Map<string, ObjectLayout | undefined>();
    return {
      kind: 'abstract',
      of: (typename) => {
        // What a subgraph says may be anything: only names of the schema are kept.
        if (!this.types.isObject(typename)) return undefined;
        if (!known.has(typename)) known.set(typename, this.#object(typename, sets, places));
        return known.get(typename);
      },
    };
  }

  /** An object of this type; undefined when it is not known in which order its fields come. */
  #object(
    type: string,
    sets: readonly SelectionSetNode[],
    places: readonly Place[],
    { runs } = { runs: true },
  ): ObjectLayout | undefined {
    const fields = this.#collect(type, sets);
    if (!fields) return undefined;
    const out = places.map(({ shape }) => shape.of(type));
    const steps: Step[] = [];
    let run: { readonly fields: ScannedField[]; readonly indexes: number[] } | undefined;
    for (const [name, nodes] of fields) {
      if (name === TYPENAME) {
        run = undefined;
        steps.push({ kind: 'typename', ...nameOf(TYPENAME, steps.length === 0), expected: jsonOf(type) });
        continue;
      }
      const indexes = out.map(
        (each) => each?.findIndex((field) => field.kind === 'value' && field.name === name) ?? -1,
      );
      const shown = out.map((each, place) => each?.[indexes[place] ?? -1] as ValueField | undefined);
      if (places.length === 0 || !shown.every((field) => field !== undefined)) {
        run = undefined;
        steps.push(valueStep(name, ANY, steps.length));
        continue;
      }
      const outTypes = shown.map((field) => field.type);
      const inner = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
      const scan = this.#scan(name, outTypes, inner, places);
      if (!scan) {
        run = undefined;
        steps.push(valueStep(name, this.#value(outTypes, inner, places, name), steps.length));
        continue;
      }
      const isText = textual(outTypes);
      const isNext =
        runs &&
        run?.indexes.every((index, place) => index + 1 === indexes[place]) === true &&
        shown.every(({ response }) => response === name);
      if (run && isNext) {
        run.fields.push({ ...nameOf(name, false), scan, isText });
        run.indexes.splice(0, indexes.length, ...indexes);
      } else {
        const first = nameOf(name, steps.length === 0);
        run = { fields: [{ ...first, scan, isText }], indexes };
        steps.push({ kind: 'verbatim', ...first, fields: run.fields });
      }
    }
    return layoutOf(
      steps.map(withoutSmall).map((step) => this.#noted(step)),
      type,
      this.#isUniting(places),
    );
  }

  /** Objects of one reply that stand at several places of the plan are completed by different fetches. */
  #isUniting([first, ...more]: readonly Place[]): boolean {
    return first !== undefined && this.uniting.has(first.at) && more.every(({ at }) => at === first.at);
  }

  #noted(step: Step): Step {
    if (step.kind === 'verbatim') this.isOfUse = true;
    return step;
  }

  /** A value of which something is needed. */
  #value(
    outTypes: readonly OutType[],
    sets: readonly SelectionSetNode[],
    places: readonly Place[],
    name: string,
  ): ValueLayout {
    const [first] = outTypes;
    if (!first || first.kind === 'leaf') return ANY;
    if (first.kind === 'list') {
      const inner = outTypes.flatMap((type) => (type.kind === 'list' ? [type.of] : []));
      return { kind: 'list', of: this.#value(inner, sets, places, name) };
    }
    const nested = nestedPlaces(outTypes, places, name);
    if (this.types.isInterfaceObject(first.shape.type.name)) return ANY;
    if (!first.shape.only) return this.#abstract(sets, nested);
    return this.#objectValue(this.#object(first.shape.type.name, sets, nested));
  }

  /** Checks a whole value that is only shown; undefined when it is not, or not as it comes. */
  #scan(
    name: string,
    outTypes: readonly OutType[],
    sets: readonly SelectionSetNode[],
    places: readonly Place[],
  ): Scan | undefined {
    if (!places.every(({ at }) => this.uses.isOnlyShown(this.part, at, name))) return undefined;
    return this.#scanOf(outTypes, sets, name, places);
  }

  #scanOf(
    outTypes: readonly OutType[],
    sets: readonly SelectionSetNode[],
    name: string,
    places: readonly Place[],
  ): Scan | undefined {
    const [first] = outTypes;
    if (!first) return undefined;
    let scan: Scan | undefined;
    if (first.kind === 'leaf') {
      scan = first.scan;
    } else if (first.kind === 'list') {
      const inner = outTypes.flatMap((type) => (type.kind === 'list' ? [type.of] : []));
      const item = this.#scanOf(inner, sets, name, places);
      scan = item && listOf(item);
    } else {
      scan = this.#scanObject(sets, nestedPlaces(outTypes, places, name));
    }
    return scan && (outTypes.some(({ nonNull }) => nonNull) ? scan : nullable(scan));
  }

  /** An object that has exactly what the client asked, in the same order and under the same names. */
  #scanObject(sets: readonly SelectionSetNode[], places: readonly Place[]): Scan | undefined {
    const [first] = places;
    if (!first?.shape.only) return undefined;
    const type = first.shape.type.name;
    const fields = this.#collect(type, sets);
    if (!fields) return undefined;
    const scanned: ScannedField[] = [];
    for (const [index, [name, nodes]] of [...fields].entries()) {
      const out = places.map(({ shape }) => shape.only?.[index]);
      if (!out.every((field) => field?.response === name)) return undefined;
      if (name === TYPENAME) {
        if (!out.every((field) => field?.kind === 'typename')) return undefined;
        const expected = jsonOf(type);
        scanned.push({
          ...nameOf(name, index === 0),
          scan: (bytes, at) => passText(bytes, at, expected),
          isText: false,
        });
        continue;
      }
      const outTypes = out.flatMap((field) => (field?.kind === 'value' && field.name === name ? [field.type] : []));
      if (outTypes.length < places.length) return undefined;
      const inner = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
      const scan = this.#scan(name, outTypes, inner, places);
      if (!scan) return undefined;
      scanned.push({ ...nameOf(name, index === 0), scan, isText: textual(outTypes) });
    }
    const isAll = places.every(({ shape }) => shape.only?.length === scanned.length);
    return isAll ? objectOf(scanned) : undefined;
  }

  /** By response name in the order in which they are answered (GraphQL specification §6.3.2). */
  #collect(type: string, sets: readonly SelectionSetNode[]): ReadonlyMap<string, readonly FieldNode[]> | undefined {
    const fields = new Map<string, FieldNode[]>();
    let isKnown = true;
    const collect = (set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        if ((selection.directives?.length ?? 0) > 0 || selection.kind === Kind.FRAGMENT_SPREAD) {
          isKnown = false;
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          const condition = selection.typeCondition?.name.value;
          if (condition === undefined || this.types.isOfType(type, condition)) collect(selection.selectionSet);
        } else {
          const name = responseName(selection);
          const same = fields.get(name);
          if (same) same.push(selection);
          else fields.set(name, [selection]);
        }
      }
    };
    sets.forEach(collect);
    return isKnown ? fields : undefined;
  }
}

/** One number or truth value is shorter than what says where it stands. */
function withoutSmall(step: Step): Step {
  if (step.kind !== 'verbatim' || step.fields.length > 1) return step;
  const [only] = step.fields;
  return only && isSmall(only.scan)
    ? { kind: 'value', name: step.name, compact: step.compact, words: step.words, value: ANY }
    : step;
}

/** Whether a scan lets a short number or truth value pass, and no text. */
function isSmall(scan: Scan): boolean {
  const passes = (text: string) => scan(Buffer.from(text), 0, readingOf(Buffer.from(text))) !== MISS;
  return (passes('1') || passes('true')) && !passes('""');
}

export function valueStep(name: string, value: ValueLayout, index: number): Step {
  return { kind: 'value', ...nameOf(name, index === 0), value };
}

function jsonOf(text: string): Uint8Array {
  return Buffer.from(JSON.stringify(text));
}

function textual(types: readonly OutType[]): boolean {
  return types.every((type) => type.kind === 'leaf' && type.scan === scanString);
}

export function layoutOf(steps: readonly Step[], typename?: string, isUniting = false): ObjectLayout {
  const template: Record<string, unknown> = {};
  for (const step of steps) {
    if (step.kind === 'typename') template[TYPENAME] = typename;
    else template[step.name] = undefined;
  }
  let lead = 0;
  for (const step of steps) {
    lead += step.compact.length;
    if (step.kind !== 'typename') break;
    lead += step.expected.length;
  }
  return { steps, template, unites: isUniting ? lead : undefined };
}

function nestedPlaces(outTypes: readonly OutType[], places: readonly Place[], name: string): readonly Place[] {
  return places.flatMap(({ at }, index) => {
    const type = outTypes[index];
    return type?.kind === 'object' ? [{ at: below(at, name), shape: type.shape }] : [];
  });
}
