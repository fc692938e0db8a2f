import { type GraphQLLeafType, isEnumType } from 'graphql';
import { stringText } from '#lib/string-text';

/** JSON text of a leaf's value that is not null; undefined when it is not of the type (GraphQL specification §6.4.3). */
export type LeafText = (value: unknown) => string | undefined;

export function leafText(type: GraphQLLeafType): LeafText {
  if (isEnumType(type)) return enumText(new Set(type.getValues().map(({ name }) => name)));
  return BUILT_IN[type.name] ?? customText;
}

function enumText(names: ReadonlySet<string>): LeafText {
  return (value) => (typeof value === 'string' && names.has(value) ? `"${value}"` : undefined);
}

const customText: LeafText = (value) => {
  if (typeof value === 'string') return stringText(value);
  return typeof value === 'function' ? undefined : JSON.stringify(value);
};

const MAX_INT = 2 ** 31 - 1;

const BUILT_IN: Readonly<Partial<Record<string, LeafText>>> = {
  String: (value) => (typeof value === 'string' ? stringText(value) : undefined),
  ID: (value) => {
    if (typeof value === 'string') return stringText(value);
    return Number.isInteger(value) ? `"${String(value)}"` : undefined;
  },
  Int: (value) =>
    Number.isInteger(value) && (value as number) <= MAX_INT && (value as number) >= -MAX_INT - 1
      ? String(value)
      : undefined,
  Float: (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
};
