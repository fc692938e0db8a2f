/** Crockford base 32: no I, L, O, U. Sorts like the numbers that it stands for, in lower case. */
export const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** The first `characters` × 5 bits of some bytes. */
export function base32(bytes: Uint8Array, characters: number): string {
  if (characters * 5 > bytes.length * 8)
    throw new RangeError(`${bytes.length} bytes do not fill ${characters} characters`);
  let text = '';
  for (let character = 0; character < characters; character++) {
    const bit = character * 5;
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += BASE32.charAt((pair >> (11 - (bit & 7))) & 31);
  }
  return text;
}
