import { isTree, type Tree } from '../merge/tree.js';
import type { Path } from '../operation.js';
import type { OutField, OutType, Shape } from './shape.js';

/**
 * A path of the tree as the client knows it. Where it leads to a field that the client did not ask for (a key, say) it
 * ends at the object that this belongs to.
 */
export function clientPath(path: Path, root: Tree, shape: Shape): Path {
  const result: (string | number)[] = [];
  let value: unknown = root;
  let type: OutType = { kind: 'object', nonNull: true, shape };
  for (const element of path) {
    if (typeof element === 'number') {
      if (type.kind !== 'list') return result;
      type = type.of;
      value = Array.isArray(value) ? value[element] : undefined;
      result.push(element);
      continue;
    }
    if (type.kind !== 'object') return result;
    const typename = isTree(value) ? value['__typename'] : undefined;
    const field: OutField | undefined = type.shape.fieldNamed(element, typename);
    if (field?.kind !== 'value') return result;
    result.push(field.response);
    type = field.type;
    value = isTree(value) ? value[element] : undefined;
  }
  return result;
}
