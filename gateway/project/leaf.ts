import { type GraphQLLeafType, isEnumType } from 'graphql';
import type { JsonOutput } from './json-output.js';

/** Writes a leaf's value that is not null; false, with nothing written, when it is not of the type (GraphQL specification §6.4.3). */
export type WriteLeaf = (value: unknown, output: JsonOutput) => boolean;

export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) return enumWriter(type.getValues().map(({ name }) => name));
  return BUILT_IN[type.name] ?? customWriter;
}

function enumWriter(names: readonly string[]): WriteLeaf {
  const known = new Map<unknown, Uint8Array>(names.map((name) => [name, Buffer.from(`"${name}"`)]));
  return (value, output) => {
    const bytes = known.get(value);
    if (!bytes) return false;
    output.bytes(bytes);
    return true;
  };
}

const customWriter: WriteLeaf = (value, output) => {
  if (typeof value === 'string') {
    output.string(value);
    return true;
  }
  const text = typeof value === 'function' ? undefined : JSON.stringify(value);
  if (text === undefined) return false;
  output.json(text);
  return true;
};

const MAX_INT = 2 ** 31 - 1;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

const BUILT_IN: Readonly<Partial<Record<string, WriteLeaf>>> = {
  String(value, output) {
    if (typeof value !== 'string') return false;
    output.string(value);
    return true;
  },
  ID(value, output) {
    if (typeof value !== 'string' && !Number.isInteger(value)) return false;
    output.string(String(value));
    return true;
  },
  Int(value, output) {
    if (!Number.isInteger(value) || (value as number) > MAX_INT || (value as number) < -MAX_INT - 1) return false;
    output.number(value as number);
    return true;
  },
  Float(value, output) {
    if (typeof value !== 'number' || !Number.isFinite(value)) return false;
    output.number(value);
    return true;
  },
  Boolean(value, output) {
    if (typeof value !== 'boolean') return false;
    output.bytes(value ? TRUE : FALSE);
    return true;
  },
};
