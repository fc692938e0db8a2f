import { clientVariable } from '../plan/planned-variables.js';
import type { EntityPart, FetchNode, FetchPart, Plan, RootPart, SubgraphRequest } from '../plan/steps.js';
import type { Shape } from '../project/shape.js';
import type { GraphTypes } from '../supergraph/graph-types.js';
import type { ObjectLayout } from '../verbatim/layout.js';
import { planLayouts } from '../verbatim/plan-layouts.js';
import { ReplyReader } from '../verbatim/reply-reader.js';
import { representationWriter, type WriteRepresentation } from './representations.js';

/** A plan with all that can be made before values are known; shared by all requests. */
export interface PreparedPlan {
  readonly nodes: readonly PreparedNode[];
  /** Indexes of the nodes that wait for nothing. */
  readonly first: readonly number[];
}

export interface PreparedNode {
  readonly node: FetchNode;
  /** Indexes of the nodes that wait for this one. */
  readonly next: readonly number[];
  readonly request: PreparedRequest;
  readonly parts: readonly PreparedPart[];
  /** By part, when it is asked alone. */
  readonly alone: readonly PreparedRequest[];
}

/** The body of a request but for the values of variables. */
export interface PreparedRequest {
  /** `{"query":"…","operationName":"…","variables":{` */
  readonly head: string;
  /** The client's name of each variable, and `"name":` as the subgraph knows it. */
  readonly variables: readonly { readonly name: string; readonly prefix: string }[];
  /** For its replies, where that is worth it. */
  reader: ReplyReader | undefined;
}

export type PreparedPart = RootPart | (EntityPart & { readonly write: WriteRepresentation });

export function preparePlan({ nodes }: Plan, types: GraphTypes): PreparedPlan {
  return {
    first: nodes.flatMap(({ after }, index) => (after.length === 0 ? [index] : [])),
    nodes: nodes.map((node, index) => ({
      node,
      next: nodes.flatMap(({ after }, other) => (after.includes(index) ? [other] : [])),
      request: prepareRequest(node.request),
      parts: node.parts.map((part) => preparePart(part, types)),
      alone: node.alone.map(prepareRequest),
    })),
  };
}

function preparePart(part: FetchPart, types: GraphTypes): PreparedPart {
  return part.kind === 'root' ? part : { ...part, write: representationWriter(part, types) };
}

/** Longer requests are so rare that working out what to expect of them would hold up others (characters of a whole plan). */
const MAX_TEXT = 20_000;

/** From now on replies are read by what is expected of them. `shape`: what the client is answered. */
export function addReaders(prepared: PreparedPlan, plan: Plan, shape: Shape, types: GraphTypes): void {
  const length = plan.nodes.reduce((sum, { request }) => sum + request.text.length, 0);
  if (length > MAX_TEXT) return;
  const add = (request: PreparedRequest | undefined, layout: ObjectLayout | undefined) => {
    if (request && layout) request.reader = new ReplyReader(layout);
  };
  for (const [index, { request, alone }] of planLayouts(plan, shape, types).entries()) {
    const node = prepared.nodes[index];
    add(node?.request, request);
    for (const [part, layout] of alone.entries()) add(node?.alone[part], layout);
  }
}

function prepareRequest({ text, name, variables }: SubgraphRequest): PreparedRequest {
  const operationName = name === undefined ? '' : `"operationName":${JSON.stringify(name)},`;
  return {
    head: `{"query":${JSON.stringify(text)},${operationName}"variables":{`,
    variables: variables.map((variable) => ({
      name: clientVariable(variable),
      prefix: `${JSON.stringify(variable)}:`,
    })),
    reader: undefined,
  };
}

/** The body of a request. `more`: further variables as JSON text, by name. The client's own values are sent: a subgraph applies defaults itself. */
export function bodyOf(
  { head, variables }: PreparedRequest,
  values: Readonly<Record<string, unknown>>,
  more: readonly string[],
): string {
  if (variables.length === 0) return `${head}${more.join(',')}}}`;
  const own: string[] = [];
  for (const { name, prefix } of variables) {
    if (Object.hasOwn(values, name) && values[name] !== undefined) own.push(prefix + JSON.stringify(values[name]));
  }
  return `${head}${[...own, ...more].join(',')}}}`;
}
