import { Kind, type SelectionSetNode } from 'graphql';
import type { PlannedDocument } from './planned-document.js';
import type { Plan } from './steps.js';

/** Throws when a root field is asked of nobody: it would be answered null as if it were empty. */
export function checkCovered({ nodes }: Plan, { operation, fragments }: PlannedDocument): void {
  const covered = new Set(
    nodes.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'root' && part.at.length === 0 ? part.names : [])),
    ),
  );
  const check = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(node.name.value);
        if (fragment) check(fragment.selectionSet);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        check(node.selectionSet);
      } else if (!node.name.value.startsWith('__') && !covered.has((node.alias ?? node.name).value)) {
        throw new Error(`no fetch covers the root field ${node.name.value}`);
      }
    }
  };
  check(operation.selectionSet);
}
