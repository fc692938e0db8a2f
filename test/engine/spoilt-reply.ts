import type { Random } from './random-operation.js';

/** How a subgraph might write the same JSON: all of it is legal. */
export type Style = 'compact' | 'pretty' | 'spaced' | 'escaped';

const STYLES: readonly Style[] = ['compact', 'pretty', 'spaced', 'escaped'];

export function anyStyle(random: Random): Style {
  return pick(STYLES, random);
}

/** JSON text of a reply in UTF-8. */
export function written(reply: unknown, style: Style): Buffer {
  if (style === 'pretty') return Buffer.from(JSON.stringify(reply, null, 2));
  const text = JSON.stringify(reply);
  if (style === 'spaced')
    return Buffer.from(text.replaceAll(/("(?:[^"\\]|\\.)*")|([,:])/g, '$1$2 ').replaceAll('" ', '"'));
  if (style === 'escaped') {
    // What is not ASCII, and slashes, as some libraries write them.
    const escaped = text.replaceAll(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    return Buffer.from(escaped.replaceAll('/', '\\/'));
  }
  return Buffer.from(text);
}

/** The reply with something wrong in it that is still JSON: changed in place. */
export function spoil(reply: unknown, random: Random): void {
  const holders: (Record<string, unknown> | unknown[])[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Object.keys(value).length > 0) holders.push(value as Record<string, unknown>);
    Object.values(value).forEach(collect);
  };
  collect(reply);
  const holder = pick(holders, random);
  const key = pick(Object.keys(holder), random);
  const wrong = [
    null,
    'text',
    7,
    -0,
    1.5,
    true,
    [],
    {},
    ['a'],
    { a: 1 },
    '\u0000"\\/\ud800',
    123_456_789_012,
    '__proto__',
  ];
  const target = holder as Record<string, unknown>;
  const kind = random();
  if (kind < 0.6) target[key] = pick(wrong, random);
  else if (kind < 0.75 && Array.isArray(holder)) holder.pop();
  else if (kind < 0.75) delete target[key];
  else if (kind < 0.9 && !Array.isArray(holder)) {
    // Last instead of where it was.
    const value = target[key];
    delete target[key];
    target[key] = value;
  } else if (!Array.isArray(holder)) target['unasked'] = pick(wrong, random);
  else holder.push(pick(wrong, random));
}

/** Bytes that may no longer be JSON, or UTF-8. */
export function damage(bytes: Buffer, random: Random): Buffer {
  const at = Math.floor(random() * bytes.length);
  const kind = random();
  if (kind < 0.3) return bytes.subarray(0, at);
  if (kind < 0.6) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  const damaged = Buffer.from(bytes);
  damaged[at] =
    kind < 0.8 ? Math.floor(random() * 256) : ('{}[]",:\\u0-e '.charCodeAt(Math.floor(random() * 13)) as number);
  return damaged;
}

function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random() * from.length)] as T;
}
