/**
 * A fast deterministic generator of numbers in [0, 1) (sfc32) that depends only on the whole numbers given. For synthetic
 * data and tests, never for secrets. Its state has 128 bits, so that even among millions of keys no two streams coincide.
 */
export function random(...keys: readonly number[]): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (const key of keys) {
    if (!Number.isSafeInteger(key)) throw new RangeError('a key of a random stream must be a whole number');
    a ^= key;
    b ^= Math.floor(key / 2 ** 32);
    for (let round = 0; round < 4; round++) next();
  }
  for (let round = 0; round < 8; round++) next();
  return next;
}
