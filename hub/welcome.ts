import { SUBGRAPHS } from '#protocol/departments';
import type { Hub } from './start.js';

/** The question that a newcomer pastes first: it needs four departments. */
export const WELCOME_QUERY =
  '{ serviceProjects(first: 2) { edges { node { title leadOrganization { name } volunteerMinutes raisedFen honours(first: 2) { edges { node { title } } } } } } }';

export interface Welcome {
  readonly hub: Hub;
  readonly gateway: string;
  readonly token: string;
  readonly dataFolder: string;
  readonly seconds: number;
}

/** What runs where, and what to try. */
export function welcome({ hub, gateway, token, dataFolder, seconds }: Welcome): string {
  return `
Liandong Hub is ready after ${seconds.toFixed(1)} s.

  ${row('GraphQL', `${gateway}/graphql  (HTTP, graphql-ws, SSE)`)}
  ${row('Explorer', `${gateway}/explorer`)}
${places(hub, dataFolder)}

Ask four departments one question (the token is for development and lives 12 hours):

curl -s ${gateway}/graphql \\
  -H 'content-type: application/json' \\
  -H 'authorization: Bearer ${token}' \\
  -d '${JSON.stringify({ query: WELCOME_QUERY })}'

Another caller: npm run -s token -- --as dashboard:wall
Ctrl-C stops everything; npm run reset clears the data.
`;
}

/** Subgraphs, database and logs, one a line. */
export function places(hub: Hub, dataFolder: string): string {
  const lines = [...hub.subgraphs].map(([name, url]) => row(name, `${url}  ${SUBGRAPHS[name].titleZh}`));
  if (hub.postgres !== undefined) {
    lines.push(row('PostgreSQL', `127.0.0.1:${hub.postgres.port}, data in ${hub.postgres.dataFolder}`));
  }
  lines.push(row('Logs', `${dataFolder}/logs`));
  return lines.map((line) => `  ${line}`).join('\n');
}

function row(title: string, text: string): string {
  return `${title.padEnd(20)} ${text}`;
}
