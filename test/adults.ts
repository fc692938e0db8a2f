import type { RunningHub } from './hub.js';

/** PersonIds of a hub's grown-ups, in an order that differs from hub to hub: of children under 14 others see nothing. */
export async function adults(hub: RunningHub): Promise<string[]> {
  const { data } = await hub.query('{ persons(first: 100) { edges { node { id birthYear } } } }');
  const nodes = data.persons.edges.map(({ node }: { node: object }) => node) as { id: string; birthYear: number }[];
  const youngest = new Date().getFullYear() - 15;
  return nodes.filter(({ birthYear }) => birthYear < youngest).map(({ id }) => id);
}
