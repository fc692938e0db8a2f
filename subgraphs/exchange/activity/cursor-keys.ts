import { readFileSync } from 'node:fs';
import type { CursorKey } from './activity-cursor.js';

/**
 * Keys of cursors, from the exchange's own signing key; where `<file>.previous` exists, cursors made from that one are
 * read too, so that the key can be changed without ending everybody's place in the feed.
 */
export function readCursorKeys(file: string): CursorKey[] {
  const current = readKey(file);
  if (!current) throw new Error(`the exchange's key ${file} does not exist`);
  const previous = readKey(`${file}.previous`);
  return previous ? [current, previous] : [current];
}

function readKey(file: string): CursorKey | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const { kid, d } = JSON.parse(text) as { kid: string; d: string };
  return { id: kid, secret: Buffer.from(d, 'base64url') };
}
