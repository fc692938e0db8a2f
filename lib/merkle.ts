import { createHash } from 'node:crypto';

/** A hash of a tree as RFC 6962 (2.1) has it: who has the root can check a leaf with as many hashes as the tree is high. */
export type Hash = Buffer;

function leafHash(leaf: Buffer): Hash {
  return createHash('sha256').update(Buffer.of(0)).update(leaf).digest();
}

function nodeHash(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}

/** The root over leaves that are added one by one; keeps as many hashes as the tree is high. */
export class MerkleRoot {
  /** Roots of full subtrees, the largest first; sizes are the bits of `size`. */
  readonly #full: Hash[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(leaf: Buffer): void {
    let hash = leafHash(leaf);
    for (let size = this.#size; size % 2 === 1; size = (size - 1) / 2) {
      hash = nodeHash(this.#full.pop() as Hash, hash);
    }
    this.#full.push(hash);
    this.#size++;
  }

  /** Of no leaves: the hash of nothing. */
  root(): Hash {
    if (this.#full.length === 0) return createHash('sha256').digest();
    return this.#full.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** What proves that a leaf is in the tree of all leaves: the hashes beside its way up, the lowest first. */
export function inclusionPath(leaves: readonly Buffer[], index: number): Hash[] {
  if (leaves.length <= 1) return [];
  const split = largestPowerBelow(leaves.length);
  const [near, far] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionPath(near, index), rootOf(far)]
    : [...inclusionPath(far, index - split), rootOf(near)];
}

/** Whether a leaf is at an index of the tree with so many leaves and this root. */
export function isIncluded(
  leaf: Buffer,
  { index, size, root }: { readonly index: number; readonly size: number; readonly root: Hash },
  path: readonly Hash[],
): boolean {
  if (index < 0 || index >= size) return false;
  const found = climb(leafHash(leaf), index, size, path);
  return found !== undefined && found.equals(root);
}

function climb(hash: Hash, index: number, size: number, path: readonly Hash[]): Hash | undefined {
  if (size === 1) return path.length === 0 ? hash : undefined;
  const beside = path.at(-1);
  if (!beside) return undefined;
  const split = largestPowerBelow(size);
  const rest = path.slice(0, -1);
  if (index < split) {
    const near = climb(hash, index, split, rest);
    return near && nodeHash(near, beside);
  }
  const far = climb(hash, index - split, size - split, rest);
  return far && nodeHash(beside, far);
}

function rootOf(leaves: readonly Buffer[]): Hash {
  const tree = new MerkleRoot();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** The largest power of two that is smaller than a number from 2 on. */
function largestPowerBelow(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}
