const FIELDS = 'abcdef'.split('');

/** Each field is known to two subgraphs, and each of these knows others: the planner tries all ways through them. */
export const hostileSdl: Readonly<Record<string, string>> = Object.fromEntries(
  FIELDS.map((field, index) => [
    `s${index}`,
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
     type Query { me: User @shareable }
     type User @key(fields: "id") {
       id: ID! name: String @shareable ${field}: User @shareable ${FIELDS[(index + 1) % FIELDS.length]}: User @shareable
     }`,
  ]),
);

const LEVELS = 5;

/** A short document of fragments in fragments: a thousand fields in half a kilobyte. */
export function hostileQuery(name: string): string {
  const fragment = (level: number): string => {
    const inner = level === LEVELS ? 'name' : `...Level${level + 1}`;
    const fields = FIELDS.slice(0, 4).map((field) => `${field} { ${inner} }`);
    return `fragment Level${level} on User { ${fields.join(' ')} }`;
  };
  const fragments = Array.from({ length: LEVELS }, (_, index) => fragment(index + 1));
  return `query ${name} { me { ...Level1 } } ${fragments.join(' ')}`;
}
