/** Part of a subgraph's reply that stands in the answer as it came: its bytes were checked, but never became values. */
export class Verbatim {
  constructor(
    /** The reply, UTF-8; nobody writes into it. */
    readonly bytes: Buffer,
    readonly start: number,
    readonly end: number,
    /** How many fields it holds after the first; they have no values of their own in the tree. */
    readonly more: number,
    /** Objects in it. */
    readonly objects: number,
  ) {}
}

/** Whether both would be written alike. Different spellings of one value count as different. */
export function isSameText(a: Verbatim, b: Verbatim): boolean {
  if (a.end - a.start !== b.end - b.start || a.more !== b.more) return false;
  const left = a.bytes;
  const right = b.bytes;
  for (let one = a.start, other = b.start; one < a.end; one++, other++) {
    if (left[one] !== right[other]) return false;
  }
  return true;
}
