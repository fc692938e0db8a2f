import { type GraphQLLeafType, isEnumType } from 'graphql';
import {
  isNull,
  MISS,
  passText,
  type Scan,
  scanAny,
  scanBoolean,
  scanInt,
  scanNumber,
  scanString,
} from '../verbatim/scan.js';
import type { JsonOutput } from './json-output.js';

/** What a leaf type allows in an answer (GraphQL specification §6.4.3). */
export interface Leaf {
  /** Writes a value that is not null; false, with nothing written, when it is not of the type. */
  readonly write: (value: unknown, output: JsonOutput) => boolean;
  /** Finds the end of a value's JSON that can be handed on as it is; misses null, what is not of the type, and rare spellings. */
  readonly scan: Scan;
}

export function leafOf(type: GraphQLLeafType): Leaf {
  if (isEnumType(type)) return enumLeaf(type.getValues().map(({ name }) => name));
  return BUILT_IN[type.name] ?? CUSTOM;
}

function enumLeaf(names: readonly string[]): Leaf {
  const texts = names.map((name) => Buffer.from(`"${name}"`));
  const known = new Map<unknown, Uint8Array>(names.map((name, index) => [name, texts[index] as Uint8Array]));
  return {
    write(value, output) {
      const bytes = known.get(value);
      if (!bytes) return false;
      output.bytes(bytes);
      return true;
    },
    scan(bytes, at) {
      for (const text of texts) {
        const end = passText(bytes, at, text);
        if (end !== MISS) return end;
      }
      return MISS;
    },
  };
}

const CUSTOM: Leaf = {
  write(value, output) {
    if (typeof value === 'string') {
      output.string(value);
      return true;
    }
    const text = typeof value === 'function' ? undefined : JSON.stringify(value);
    if (text === undefined) return false;
    output.json(text);
    return true;
  },
  scan: (bytes, at) => (isNull(bytes, at) ? MISS : scanAny(bytes, at)),
};

const MAX_INT = 2 ** 31 - 1;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

const BUILT_IN: Readonly<Partial<Record<string, Leaf>>> = {
  String: {
    write(value, output) {
      if (typeof value !== 'string') return false;
      output.string(value);
      return true;
    },
    scan: scanString,
  },
  ID: {
    write(value, output) {
      if (typeof value !== 'string' && !Number.isInteger(value)) return false;
      output.string(String(value));
      return true;
    },
    scan: scanString,
  },
  Int: {
    write(value, output) {
      if (!Number.isInteger(value) || (value as number) > MAX_INT || (value as number) < -MAX_INT - 1) return false;
      output.number(value as number);
      return true;
    },
    scan: scanInt,
  },
  Float: {
    write(value, output) {
      if (typeof value !== 'number' || !Number.isFinite(value)) return false;
      output.number(value);
      return true;
    },
    scan: scanNumber,
  },
  Boolean: {
    write(value, output) {
      if (typeof value !== 'boolean') return false;
      output.bytes(value ? TRUE : FALSE);
      return true;
    },
    scan: scanBoolean,
  },
};
