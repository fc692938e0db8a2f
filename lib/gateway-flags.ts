/**
 * How Node runs a gateway, also in package.json; what each gives is measured in bench/README.md.
 *
 * - Objects of an answer live as long as its calls to subgraphs: with a young generation of this size (MB) they are gone before they would be
 *   moved to the old one, which grows with what is moved there and is slow to shrink.
 * - V8 must not make objects in the old one outright where many lived long while a gateway started: each of them, dead or not, keeps the young
 *   ones that it refers to until the old one is collected.
 * - Few objects live on when the young generation is collected, so helpers give nothing there; and one thread that marks and compiles
 *   leaves the other cores to what is served.
 */
export const GATEWAY_FLAGS: readonly string[] = [
  '--max-semi-space-size=32',
  '--no-allocation-site-pretenuring',
  '--no-parallel-scavenge',
  '--v8-pool-size=1',
];
