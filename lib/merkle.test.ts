import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inclusionPath, isIncluded, MerkleRoot } from './merkle.js';

const leaves = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`));
const rootOf = (all: readonly Buffer[]) => {
  const tree = new MerkleRoot();
  for (const leaf of all) tree.add(leaf);
  return tree.root();
};

describe('a Merkle tree', () => {
  it('has the roots of the test vectors of certificate transparency', () => {
    // RFC 6962 trees over these inputs, as published with the reference implementation.
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const all = inputs.map((hex) => Buffer.from(hex, 'hex'));
    const root = (count: number) => rootOf(all.slice(0, count)).toString('hex');
    expect(root(0)).toBe(createHash('sha256').digest('hex'));
    expect(root(1)).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(root(2)).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125');
    expect(root(8)).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  it('proves each leaf of trees of every size, and nothing else', () => {
    for (let size = 1; size <= 33; size++) {
      const all = leaves(size);
      const root = rootOf(all);
      for (const [index, leaf] of all.entries()) {
        const path = inclusionPath(all, index);
        const place = { index, size, root };
        expect(isIncluded(leaf, place, path), `${index} of ${size}`).toBe(true);
        expect(isIncluded(Buffer.from('another'), place, path)).toBe(false);
        expect(isIncluded(leaf, { ...place, root: rootOf(leaves(size + 1)) }, path)).toBe(false);
        if (size > 1) {
          expect(isIncluded(leaf, { ...place, index: (index + 1) % size }, path)).toBe(false);
          expect(isIncluded(leaf, place, path.slice(1))).toBe(false);
          expect(isIncluded(leaf, place, [...path, root])).toBe(false);
        }
      }
    }
    expect(isIncluded(Buffer.from('a'), { index: 1, size: 1, root: rootOf(leaves(1)) }, [])).toBe(false);
  });
});
