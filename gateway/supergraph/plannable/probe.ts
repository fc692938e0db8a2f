import { getNamedType, type GraphQLArgument, isCompositeType, isRequiredArgument } from 'graphql';
import type { Asked, Place } from './places.js';

/** An operation that asks some fields at a place. Required arguments get variables; plans do not depend on others. */
export function probeOf({ operation, path }: Pick<Place, 'operation' | 'path'>, fields: readonly Asked[]): string {
  const declared: string[] = [];
  const given = ({ name, type }: GraphQLArgument) => {
    const variable = `$v${declared.length}`;
    declared.push(`${variable}: ${String(type)}`);
    return `${name}: ${variable}`;
  };
  const ask = ({ type, field, isConditional }: Asked, alias: string, inner: string) => {
    const args = field.args.filter(isRequiredArgument).map(given);
    const text = `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${inner}`;
    return isConditional ? `... on ${type} { ${text} }` : text;
  };
  const clashing = clashingNames(fields);
  const asked = fields.map((each) => {
    const { type, field } = each;
    const alias = clashing.has(field.name) ? `${type}_${field.name}: ` : '';
    return ask(each, alias, isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '');
  });
  const selection = path.reduceRight((inner, step) => ask(step, '', ` { ${inner} }`), asked.join(' '));
  return `${operation}${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${selection} }`;
}

/** Fields of several types that differ so much that an operation cannot ask them under one name. */
function clashingNames(fields: readonly Asked[]): ReadonlySet<string> {
  const types = new Map<string, string>();
  const clashing = new Set<string>();
  for (const { field } of fields) {
    const type = String(field.type);
    const known = types.get(field.name);
    // Their variables have names of their own.
    if (known !== undefined && (known !== type || field.args.some(isRequiredArgument))) clashing.add(field.name);
    types.set(field.name, type);
  }
  return clashing;
}
