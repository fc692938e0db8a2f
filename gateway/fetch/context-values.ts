import { isTree, type Tree } from '../merge/tree.js';
import type { ContextValue, EntityPart, Path } from '../plan/steps.js';
import type { GraphTypes } from '../supergraph/graph-types.js';
import type { Run } from './run.js';

/** Objects with the same values from around them, and these as variables in JSON. */
export interface ContextGroup {
  readonly objects: readonly Tree[];
  readonly variables: readonly string[];
}

/** `@fromContext`: finds each object's values in the objects around it. A value that is not there is not sent. */
export function contextGroups(part: Pick<EntityPart, 'at' | 'context'>, run: Run): readonly ContextGroup[] {
  const groups = new Map<string, { objects: Tree[]; variables: string[] }>();
  for (const { path } of part.at) {
    forEachWithParents(run.data, path, run.types, (object, parents) => {
      const values = new Map<string, string>();
      for (const context of part.context) {
        const value = valueOf(context, parents, run.types);
        if (value !== undefined)
          values.set(context.variable, `${JSON.stringify(context.variable)}:${JSON.stringify(value)}`);
      }
      const variables = [...values.values()];
      const key = variables.join(',');
      const group = groups.get(key);
      if (group) group.objects.push(object);
      else groups.set(key, { objects: [object], variables });
    });
  }
  return [...groups.values()];
}

/** `parents`: the objects above, nearest last. */
function forEachWithParents(
  root: Tree,
  path: Path,
  types: GraphTypes,
  found: (object: Tree, parents: readonly Tree[]) => void,
): void {
  const walk = (value: unknown, depth: number, parents: readonly Tree[]): void => {
    if (value === null || value === undefined) return;
    const element = path[depth];
    if (!element) {
      if (isTree(value)) found(value, parents);
      return;
    }
    const enter = (inner: unknown, above: readonly Tree[]) => {
      const passes = element.types?.some((type) => isTree(inner) && types.isOfType(inner['__typename'], type)) ?? true;
      if (passes) walk(inner, depth + 1, above);
    };
    if (element.name === '@') {
      if (Array.isArray(value)) for (const item of value as unknown[]) enter(item, parents);
    } else if (element.name === '') {
      enter(value, parents);
    } else if (isTree(value)) {
      enter(value[element.name], [...parents, value]);
    }
  };
  walk(root, 0, []);
}

function valueOf({ up, path }: ContextValue, parents: readonly Tree[], types: GraphTypes): unknown {
  let value: unknown = parents[parents.length - up];
  for (const element of path) {
    if (!isTree(value)) return undefined;
    if (!element.startsWith('... on ')) value = value[element];
    else if (!types.isOfType(value['__typename'], element.slice('... on '.length))) return undefined;
  }
  return typeof value === 'function' ? undefined : value;
}
