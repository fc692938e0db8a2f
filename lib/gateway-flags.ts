/**
 * How Node runs a gateway, also in package.json. Objects of an answer live as long as its calls to subgraphs: with a young generation of
 * this size (MB) they are gone before they would be moved to the old one, which grows with what is moved there and is slow to shrink.
 * And V8 must not make objects in the old one outright where many lived long while a gateway started: each of them, dead or not, keeps
 * the young ones that it refers to until the old one is collected, which doubled the time and the memory of that (bench/README.md).
 */
export const GATEWAY_FLAGS: readonly string[] = ['--max-semi-space-size=32', '--no-allocation-site-pretenuring'];
