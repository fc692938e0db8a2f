/**
 * A plan as plain JSON, made once per document and shared by all requests: which request goes to which subgraph after
 * which others, where its entities come from and where its answers go.
 */
export interface Plan {
  /** `nodes[0]` of a stream is the subscription itself; its nodes after that complete each event. */
  readonly kind: 'once' | 'stream';
  /** In an order in which each stands after those that it waits for. */
  readonly nodes: readonly FetchNode[];
}

/** One request to one subgraph. */
export interface FetchNode {
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  /** Indexes of the nodes that must be done before. */
  readonly after: readonly number[];
  readonly request: SubgraphRequest;
  /** At least one; several when fetches were merged into one request. */
  readonly parts: readonly FetchPart[];
  /** What to send instead, part by part, when a merged request fails as a whole; empty when it is not merged. */
  readonly alone: readonly SubgraphRequest[];
}

/** A GraphQL operation for a subgraph, printed. */
export interface SubgraphRequest {
  readonly text: string;
  readonly name: string | undefined;
  /** Variables of the client that it uses. */
  readonly variables: readonly string[];
}

export type FetchPart = RootPart | EntityPart;

/** Fields of a root type. Merged into the objects at `at`: the answer's root, unless a field returns a root type. */
export interface RootPart {
  readonly kind: 'root';
  readonly at: Path;
  /** Response names at the root of the operation; errors without a path are about these. */
  readonly names: readonly string[];
  readonly outputRewrites: readonly Rewrite[];
}

/** Fields of entities, which the subgraph finds by what `requires` says of each. */
export interface EntityPart {
  readonly kind: 'entities';
  /** Where the objects are that it completes; several when equal fetches were merged. */
  readonly at: readonly EntityPlace[];
  /** Response name of its `_entities`. */
  readonly name: string;
  /** Variable that takes its representations. Asked alone, the two are `_entities` and `representations`. */
  readonly variable: string;
  readonly requires: readonly Selection[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
  /** Values from around an object, by the variable that takes them (`@fromContext`). */
  readonly context: readonly ContextValue[];
  /** Whether each object needs a copy of nested values because another fetch writes into the same ones. */
  readonly copies: boolean;
}

export interface EntityPlace {
  readonly path: Path;
  /** The same for the same path. */
  readonly key: string;
  /** Whether equal objects at the path may become one: nobody else writes into some of them only. */
  readonly unites: boolean;
}

/** Where objects stand in the tree, from its root. */
export type Path = readonly PathElement[];

export interface PathElement {
  /** Response name; `@` for each item of a list, empty for the object itself. */
  readonly name: string;
  /** Only objects of these types go on; undefined: all. */
  readonly types: readonly string[] | undefined;
}

/** `@context`: go up to the context's object, then down to the value. */
export interface ContextValue {
  readonly variable: string;
  /** Fields, and `... on Type` conditions, from the object that is `up` levels above. */
  readonly path: readonly string[];
  /** How many objects (not lists) to go up. */
  readonly up: number;
}

export type Selection = FieldSelection | FragmentSelection;

export interface FieldSelection {
  readonly kind: 'field';
  /** Its name in the tree. */
  readonly name: string;
  /** Its name in the representation. */
  readonly as: string;
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
