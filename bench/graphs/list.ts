import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { BenchGraph } from './bench-graph.js';

/** A list of 1 000 rows that mention 100 people, who are in another subgraph. */
const ROWS = 1000;
const PEOPLE = 100;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n`;
const sdl = {
  records: `${LINK}
    type Query { records: [Record!]! }
    type Record @key(fields: "id") { id: ID! minutes: Int! startedAt: String! state: String! volunteer: Volunteer! }
    type Volunteer @key(fields: "id") { id: ID! }`,
  volunteers: `${LINK}
    type Volunteer @key(fields: "id") { id: ID! name: String! starLevel: Int! team: String }`,
};

const records = Array.from({ length: ROWS }, (_, n) => ({
  id: `record-${n}`,
  minutes: 15 * (1 + (n % 16)),
  startedAt: `2026-03-${String(1 + (n % 28)).padStart(2, '0')}T09:00:00+08:00`,
  state: n % 7 === 0 ? 'RECORDED' : 'CONFIRMED',
  volunteer: { id: `volunteer-${(n * 37) % PEOPLE}` },
}));

export const list: BenchGraph = {
  query: '{ records { id minutes startedAt state volunteer { id name starLevel team } } }',
  sdl,
  schemaOf(name) {
    const resolvers =
      name === 'records'
        ? { Query: { records: () => records } }
        : {
            Volunteer: {
              __resolveReference: ({ id }: { id: string }) => ({
                id,
                name: `Volunteer 志愿者 ${id}`,
                starLevel: id.length % 6,
                team: id.endsWith('7') ? null : `Team ${id.at(-1)}`,
              }),
            },
          };
    return buildSubgraphSchema([{ typeDefs: parse(sdl[name as keyof typeof sdl]), resolvers: resolvers as never }]);
  },
};
