import { parse, print } from 'graphql';
import type { FetchNode, FetchPart, Path, Plan, Selection } from './steps.js';

/** A plan for a person or a tool: what is asked of whom, after what. It holds no value of any request. */
export interface Explanation {
  readonly kind: Plan['kind'];
  /** Requests one after the other on the longest way through the plan. */
  readonly depth: number;
  readonly fetches: readonly ExplainedFetch[];
}

export interface ExplainedFetch {
  /** Counted from 1. */
  readonly number: number;
  readonly subgraph: string;
  readonly kind: FetchNode['kind'];
  /** Numbers of the fetches that must be done before. */
  readonly after: readonly number[];
  readonly operation: string;
  /** Client's variables that it is given. */
  readonly variables: readonly string[];
  readonly parts: readonly ExplainedPart[];
}

/** Where the answer goes; `requires` is what the subgraph is told of each entity. */
export type ExplainedPart =
  | { readonly kind: 'root'; readonly into: string }
  | {
      readonly kind: 'entities';
      readonly into: readonly string[];
      readonly requires: string;
      readonly context: readonly string[];
    };

export function explainPlan({ kind, nodes }: Plan): Explanation {
  const depths: number[] = [];
  for (const { after } of nodes) depths.push(1 + Math.max(0, ...after.map((index) => depths[index] ?? 0)));
  return {
    kind,
    depth: Math.max(0, ...depths),
    fetches: nodes.map((node, index) => ({
      number: index + 1,
      subgraph: node.subgraph,
      kind: node.kind,
      after: node.after.map((before) => before + 1),
      operation: node.request.text,
      variables: node.request.variables,
      parts: node.parts.map(explainPart),
    })),
  };
}

/** The same as text. */
export function explanationText({ kind, depth, fetches }: Explanation): string {
  if (fetches.length === 0) return 'Nothing is fetched: the gateway answers by itself.\n';
  const what = kind === 'stream' ? 'subscription' : 'operation';
  const head = `One ${what}, ${count(fetches.length, 'fetch', 'fetches')}, ${depth} deep.`;
  return `${[head, ...fetches.map(fetchText)].join('\n\n')}\n`;
}

function fetchText({ number, subgraph, kind, after, operation, variables, parts }: ExplainedFetch): string {
  const when = after.length === 0 ? 'at once' : `after ${after.join(', ')}`;
  const lines = [`${number}. ${kind} to ${subgraph}, ${when}${parts.length > 1 ? ', merged' : ''}`];
  for (const part of parts) {
    if (part.kind === 'root') lines.push(`   into ${part.into}`);
    else {
      lines.push(`   into ${part.into.join(' and ')}`, `   by ${part.requires}`);
      if (part.context.length > 0) lines.push(`   with ${part.context.join(', ')} from around it`);
    }
  }
  if (variables.length > 0) lines.push(`   variables ${variables.map((name) => `$${name}`).join(', ')}`);
  return [
    ...lines,
    ...print(parse(operation))
      .split('\n')
      .map((line) => `   | ${line}`),
  ].join('\n');
}

function explainPart(part: FetchPart): ExplainedPart {
  if (part.kind === 'root') return { kind: 'root', into: pathText(part.at) };
  return {
    kind: 'entities',
    into: part.at.map(({ path }) => pathText(path)),
    requires: selectionText(part.requires),
    context: part.context.map(({ variable, path }) => `$${variable} = ${path.join('.')}`),
  };
}

/** `people.@.friends.@|Person`: each item of a list is `@`, types after a bar. */
function pathText(path: Path): string {
  if (path.length === 0) return 'the answer';
  return path.map(({ name, types }) => `${name}${types ? `|${types.join('|')}` : ''}`).join('.');
}

function selectionText(selections: readonly Selection[]): string {
  const inner = selections.map((selection) => {
    if (selection.kind === 'fragment') {
      return `${selection.on === undefined ? '...' : `... on ${selection.on}`} ${selectionText(selection.selections)}`;
    }
    const name = selection.name === selection.as ? selection.name : `${selection.as}: ${selection.name}`;
    return selection.selections ? `${name} ${selectionText(selection.selections)}` : name;
  });
  return `{ ${inner.join(' ')} }`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
