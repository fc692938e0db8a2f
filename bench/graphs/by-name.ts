import type { BenchGraph } from './bench-graph.js';
import { deep } from './deep.js';
import { list } from './list.js';
import { projectPage } from './project-page.js';

const GRAPHS: Readonly<Record<string, BenchGraph>> = { deep, 'project page': projectPage, list };

export const GRAPH_NAMES = Object.keys(GRAPHS);

export function graphNamed(name: string): BenchGraph {
  const graph = GRAPHS[name];
  if (!graph) throw new Error(`There is no graph "${name}"; there are: ${GRAPH_NAMES.join(', ')}.`);
  return graph;
}
