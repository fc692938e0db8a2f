import type { FieldNode } from 'graphql';

/** Fields that the gateway itself put into an operation: they are fetched and not answered. */
const hidden = new WeakSet<FieldNode>();

export function hide(field: FieldNode): FieldNode {
  hidden.add(field);
  return field;
}

export function isHidden(field: FieldNode): boolean {
  return hidden.has(field);
}
