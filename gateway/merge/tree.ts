/** An answer under construction. Objects have no prototype, so that no field name can reach one. */
export interface Tree {
  [name: string]: unknown;
}

export function emptyTree(): Tree {
  return Object.create(null) as Tree;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
