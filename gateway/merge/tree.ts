/**
 * An answer under construction: objects as they were parsed. Names that every object of the language has are read only
 * where an answer has them as its own (`GraphTypes.isMistakable`).
 */
export interface Tree {
  [name: string]: unknown;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
