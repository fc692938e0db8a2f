/**
 * A fast deterministic generator of numbers in [0, 1) (mulberry32) that depends only on the whole numbers given. For
 * synthetic data and tests, never for secrets.
 */
export function random(...keys: readonly number[]): () => number {
  let state = 0x9e3779b9;
  for (const key of keys) {
    state = Math.imul(state ^ (key >>> 0) ^ Math.floor(key / 2 ** 32), 0x85ebca6b);
    state ^= state >>> 13;
    state = Math.imul(state, 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
