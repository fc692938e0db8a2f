/** A plan as plain JSON: what to fetch from whom, in which order. Frozen, shared by all requests. */
export type Step = SequenceStep | ParallelStep | FlattenStep | ConditionStep | FetchStep;

export interface SequenceStep {
  readonly kind: 'sequence';
  readonly steps: readonly Step[];
}

export interface ParallelStep {
  readonly kind: 'parallel';
  readonly steps: readonly Step[];
}

/** Runs its step at every object below `path`; `@` stands for each item of a list. */
export interface FlattenStep {
  readonly kind: 'flatten';
  readonly path: readonly string[];
  readonly step: Step;
}

/** Depends on a Boolean variable of the operation. */
export interface ConditionStep {
  readonly kind: 'condition';
  readonly variable: string;
  readonly whenTrue: Step | undefined;
  readonly whenFalse: Step | undefined;
}

export interface FetchStep {
  readonly kind: 'fetch';
  readonly subgraph: string;
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  /** Variables of the client that the operation uses. */
  readonly variables: readonly string[];
  /** Set when entities are fetched: what of each object identifies it to the subgraph. */
  readonly requires: readonly Selection[] | undefined;
  /** Response names at the root of the operation; errors without a path are about these. */
  readonly rootNames: readonly string[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

export type Selection = FieldSelection | FragmentSelection;

export interface FieldSelection {
  readonly kind: 'field';
  readonly name: string;
  readonly selections: readonly Selection[] | undefined;
}

export interface FragmentSelection {
  readonly kind: 'fragment';
  readonly on: string | undefined;
  readonly selections: readonly Selection[];
}

/** A change to representations before, or to answers after, a fetch. A path has field names and `... on Type`. */
export type Rewrite =
  | { readonly kind: 'set'; readonly path: readonly string[]; readonly value: unknown }
  | { readonly kind: 'rename'; readonly path: readonly string[]; readonly to: string };

export type Plan =
  /** `step` is undefined when nothing needs to be fetched, for example for introspection. */
  | { readonly kind: 'once'; readonly step: Step | undefined }
  /** One answer per event of `primary`; `rest` completes each. */
  | { readonly kind: 'stream'; readonly primary: FetchStep; readonly rest: Step | undefined };
