/** The subgraphs of the hub, their default ports and names. One place; everything else derives from it. */
export const SUBGRAPHS = {
  'civil-affairs': { port: 4001, title: 'Civil affairs', titleZh: '民政局' },
  'youth-league': { port: 4002, title: 'Youth league', titleZh: '团市委' },
  'civilization-office': { port: 4003, title: 'Civilization office', titleZh: '文明办' },
  'charity-federation': { port: 4004, title: 'Charity federation', titleZh: '慈善会' },
  exchange: { port: 4005, title: 'Exchange', titleZh: '数据交换' },
} as const;

export type SubgraphName = keyof typeof SUBGRAPHS;

export const SUBGRAPH_NAMES = Object.keys(SUBGRAPHS) as SubgraphName[];

export function isSubgraphName(value: string): value is SubgraphName {
  return Object.hasOwn(SUBGRAPHS, value);
}

/** `civil-affairs` -> `CIVIL_AFFAIRS`, as used in `DATABASE_URL_<SUBGRAPH>` and `PORT_<SUBGRAPH>`. */
export function envSuffix(subgraph: SubgraphName): string {
  return subgraph.toUpperCase().replaceAll('-', '_');
}
