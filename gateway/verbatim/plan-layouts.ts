import { Kind, parse, type SelectionSetNode } from 'graphql';
import { ENTITIES } from '../plan/draft.js';
import { responseName } from '../plan/field-type.js';
import type { FetchNode, Plan } from '../plan/steps.js';
import type { Shape } from '../project/shape.js';
import type { GraphTypes } from '../supergraph/graph-types.js';
import { fieldUses, namesOf, textOf } from './field-uses.js';
import type { ObjectLayout, ValueLayout } from './layout.js';
import { ANY, LayoutMaker, layoutOf, type Place, valueStep } from './layout-maker.js';

/** How replies to the requests of a node are read; undefined where nothing can be handed on as it comes. */
export interface NodeLayouts {
  readonly request: ObjectLayout | undefined;
  /** By part, when it is asked alone. */
  readonly alone: readonly (ObjectLayout | undefined)[];
}

const NONE: NodeLayouts = { request: undefined, alone: [] };

/**
 * For each node of a plan. A field is handed on as it comes when nobody but the client wants its value: no other fetch
 * brings it too, or requires it, or completes what is in it.
 */
export function planLayouts(plan: Plan, root: Shape, types: GraphTypes): readonly NodeLayouts[] {
  const parts = plan.nodes.flatMap((node) => node.parts);
  // These change names and values of replies, or look for values wherever they are.
  const isChanged = parts.some(
    (part) => part.outputRewrites.length > 0 || ('context' in part && part.context.length > 0),
  );
  if (isChanged) return plan.nodes.map(() => NONE);
  const sets = plan.nodes.flatMap(selectionsOf);
  const uses = fieldUses(plan, sets);
  const entities = parts.flatMap((part) => (part.kind === 'entities' ? part.at : []));
  const uniting = new Set(entities.flatMap(({ path, unites }) => (unites ? [textOf(path)] : [])));
  let number = 0;
  return plan.nodes.map((node) => {
    const makers = node.parts.map(() => new LayoutMaker(number++, uses, types, uniting));
    return nodeLayouts(node, makers, sets, root);
  });
}

function nodeLayouts(
  { parts, alone }: FetchNode,
  makers: readonly LayoutMaker[],
  sets: readonly SelectionSetNode[],
  root: Shape,
): NodeLayouts {
  const values: ValueLayout[] = [];
  for (const [index, maker] of makers.entries()) {
    const part = parts[index];
    const set = sets[maker.part];
    if (!part || !set) return NONE;
    if (part.kind === 'root') {
      // A field may return the root type again: too rare to be worth it.
      const layout = part.at.length === 0 ? maker.root(set, root) : undefined;
      return { request: maker.isOfUse ? layout : undefined, alone: [] };
    }
    const places = part.at.map(({ path }) => placesAt(path, root));
    // Where the client is not shown what is there, somebody else needs it.
    const isShown = places.every((each) => each.length > 0);
    values.push({ kind: 'list', of: maker.entity(set, isShown ? places.flat() : []) });
  }
  const listed = (name: string, index: number, place: number) => valueStep(name, values[index] ?? ANY, place);
  const together = layoutOf(parts.map((part, index) => listed(part.kind === 'root' ? '' : part.name, index, index)));
  return {
    request: makers.some(({ isOfUse }) => isOfUse) ? together : undefined,
    alone: alone.map((_, index) => (makers[index]?.isOfUse ? layoutOf([listed(ENTITIES, index, 0)]) : undefined)),
  };
}

/** Of each part what it selects. */
function selectionsOf({ request, parts }: FetchNode): SelectionSetNode[] {
  const [operation] = parse(request.text, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('a request is not an operation');
  const { selectionSet } = operation;
  return parts.map((part) => {
    if (part.kind === 'root') return selectionSet;
    const field = selectionSet.selections.find((each) => each.kind === Kind.FIELD && responseName(each) === part.name);
    if (field?.kind !== Kind.FIELD || !field.selectionSet) throw new Error(`a request does not ask for ${part.name}`);
    return field.selectionSet;
  });
}

/** Undefined when the client is not shown what is there. */
function placesAt(path: Parameters<typeof namesOf>[0], root: Shape): readonly Place[] {
  let shapes: readonly Shape[] = [root];
  for (const name of namesOf(path)) shapes = shapes.flatMap((shape) => shape.inside(name));
  const at = textOf(path);
  return shapes.map((shape) => ({ at, shape }));
}
