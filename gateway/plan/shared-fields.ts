import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { GraphTypes } from '../supergraph/graph-types.js';
import { fieldType, responseName } from './field-type.js';

/** A field with a selection, and the type on which it is asked. */
interface Place {
  readonly field: FieldNode;
  readonly on: string;
}

/**
 * Where objects are asked for below a type condition, and beside it below a wider one or none (`{ ... on T { near { price } } near { age } }`), the
 * planner asks the subgraph of both fields for both of all of them, and fetches what `price` requires below the narrow condition only. So a field
 * in which such a field stands is asked below the wide one as well; the projection leaves it out again.
 */
export class SharedFields {
  /** Whether a field that requires others stands somewhere in a selection. */
  readonly #needing = new Map<SelectionSetNode, boolean>();

  constructor(
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly schema: GraphQLSchema,
    private readonly types: GraphTypes,
  ) {}

  widen(set: SelectionSetNode, parent: string): SelectionSetNode {
    if (!this.types.hasRequiringFields) return set;
    const places = new Map<string, Place[]>();
    this.#collect(set, parent, places);
    const wider: SelectionNode[] = [];
    for (const same of places.values()) {
      const conditions = new Set(same.map(({ on }) => on));
      if (conditions.size < 2) continue;
      for (const { field, on } of same) {
        const type = fieldType(this.schema, on, field.name.value);
        if (!field.selectionSet || !this.#needs(field.selectionSet, type)) continue;
        for (const wide of conditions) {
          if (!this.#isWider(wide, on, parent)) continue;
          const asked = this.#askedOf(field, type, fieldType(this.schema, wide, field.name.value));
          wider.push(wide === parent ? asked : fragmentOn(wide, asked));
        }
      }
    }
    return wider.length === 0 ? set : { ...set, selections: [...set.selections, ...wider] };
  }

  /** By response name; each fragment once below each type. */
  #collect(
    set: SelectionSetNode,
    parent: string,
    places: Map<string, Place[]>,
    seen = new Set<FragmentDefinitionNode>(),
  ): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (!selection.selectionSet) continue;
        const name = responseName(selection);
        const same = places.get(name);
        if (same) same.push({ field: selection, on: parent });
        else places.set(name, [{ field: selection, on: parent }]);
        continue;
      }
      const fragment = this.#fragment(selection);
      if (!fragment) continue;
      if (fragment.kind === Kind.FRAGMENT_DEFINITION) {
        if (seen.has(fragment)) continue;
        seen.add(fragment);
      }
      this.#collect(fragment.selectionSet, fragment.typeCondition?.name.value ?? parent, places, seen);
    }
  }

  /** Whether a condition is met by all that meet another, and by more. */
  #isWider(wide: string, narrow: string, parent: string): boolean {
    if (wide === narrow) return false;
    if (wide === parent) return true;
    const [outer, inner] = [this.schema.getType(wide), this.schema.getType(narrow)];
    if (!isAbstractType(outer) || !(isObjectType(inner) || isAbstractType(inner))) return false;
    return 'getFields' in inner && this.schema.isSubType(outer, inner);
  }

  /** On the wider type the same field may be of a wider type as well. */
  #askedOf(field: FieldNode, type: string, widerType: string): FieldNode {
    if (type === widerType || !field.selectionSet) return field;
    const inner: InlineFragmentNode = {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: namedType(type),
      selectionSet: field.selectionSet,
    };
    return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections: [inner] } };
  }

  #needs(set: SelectionSetNode, parent: string): boolean {
    let needs = this.#needing.get(set);
    if (needs === undefined) {
      needs = set.selections.some((selection) => {
        if (selection.kind !== Kind.FIELD) {
          const fragment = this.#fragment(selection);
          return fragment && this.#needs(fragment.selectionSet, fragment.typeCondition?.name.value ?? parent);
        }
        const name = selection.name.value;
        if (this.#requires(parent, name)) return true;
        return selection.selectionSet && this.#needs(selection.selectionSet, fieldType(this.schema, parent, name));
      });
      this.#needing.set(set, needs);
    }
    return needs;
  }

  /** Also of an object type whose interface has the field. */
  #requires(type: string, field: string): boolean {
    const known = this.schema.getType(type);
    const interfaces = isObjectType(known) ? known.getInterfaces() : [];
    return [{ name: type }, ...interfaces].some(({ name }) => this.types.isRequiringField(name, field));
  }

  #fragment(selection: Exclude<SelectionNode, FieldNode>): InlineFragmentNode | FragmentDefinitionNode | undefined {
    return selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
  }
}

function namedType(name: string): InlineFragmentNode['typeCondition'] & object {
  return { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } };
}

/** A fragment with one selection. */
export function fragmentOn(type: string, content: SelectionNode): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: namedType(type),
    selectionSet: { kind: Kind.SELECTION_SET, selections: [content] },
  };
}
