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

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** Documents that keep a gateway busy, each with a name of its own, by what it is busy with. All are within the default limits. */
export const HOSTILE = {
  planning: hostileQuery,
  /** Fields of the same name in fragments beside each other, all of which are compared with all. */
  comparing: (name: string) =>
    `query ${name} { ... on Query { ${many(330, (index) => `...F${index}`)} } } ${many(330, (index) => `fragment F${index} on Query { me { __typename } }`)}`,
  /** Twenty errors below so many lines, which are counted for each. */
  counting: (name: string) =>
    `${'\n'.repeat(250_000)}query ${name} { me { ${many(30, (index) => `nothing${index}`)} } }`,
  /** Fragments that spread the next one twice, and it the next. */
  multiplying: (name: string) =>
    `query ${name} { me { ...F0 } } ${many(95, (index) => `fragment F${index} on User { ${index === 94 ? 'name' : many(index < 13 ? 2 : 1, () => `...F${index + 1}`)} }`)}`,
} as const satisfies Readonly<Record<string, (name: string) => string>>;
