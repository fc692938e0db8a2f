import type { FieldNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { ContextValue, Path, Rewrite, Selection } from './steps.js';

/** A fetch of the planner while it is being compiled: its operation as a tree, and what it waits for. */
export interface Draft {
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly operation: OperationDefinitionNode;
  readonly after: ReadonlySet<Draft>;
  readonly at: Path;
  /** Undefined for a fetch of root fields. */
  readonly entities: DraftEntities | undefined;
  readonly outputRewrites: readonly Rewrite[];
}

export interface DraftEntities {
  /** What is selected of `_entities`. */
  readonly selectionSet: SelectionSetNode;
  readonly requires: readonly Selection[];
  readonly inputRewrites: readonly Rewrite[];
  readonly context: readonly ContextValue[];
}

/** The name of the field that finds entities, and of its argument's variable, as the planner prints them. */
export const ENTITIES = '_entities';
export const REPRESENTATIONS = 'representations';

/** The `_entities` field of an operation that has nothing else. */
export function entitiesField({
  selectionSet,
}: OperationDefinitionNode): FieldNode & { selectionSet: SelectionSetNode } {
  const [field] = selectionSet.selections;
  if (field?.kind !== 'Field' || field.name.value !== ENTITIES || !field.selectionSet) {
    throw new Error('a fetch of entities asks for something else');
  }
  return { ...field, selectionSet: field.selectionSet };
}
