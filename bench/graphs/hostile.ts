/** Many subgraphs that all know the same fields: the planner tries all ways through them. */
const SUBGRAPHS = 10;
const FIELDS = 'abcdefghij'.split('');

export const hostileSdl: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: SUBGRAPHS }, (_, index) => [
    `s${index}`,
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
     type Query { me: User @shareable }
     type User @key(fields: "id") { id: ID! @shareable name: String @shareable ${FIELDS.map((field) => `${field}: User @shareable`).join(' ')} }`,
  ]),
);

/** Selections that differ at every level, so that nothing is planned once for all. */
export function hostileQuery(name: string): string {
  const level = (left: number): string =>
    left === 0
      ? '{ name }'
      : `{ ${FIELDS.slice(0, 5)
          .map((field) => `${field} ${level(left - 1)}`)
          .join(' ')} }`;
  return `query ${name} { me ${level(4)} }`;
}
