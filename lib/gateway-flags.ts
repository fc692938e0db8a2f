/**
 * How Node runs a gateway, also in package.json. Objects of an answer live as long as its calls to subgraphs: with a young generation of
 * this size (MB) they are gone before they would be moved to the old one, which grows with what is moved there and is slow to shrink.
 */
export const GATEWAY_FLAGS: readonly string[] = ['--max-semi-space-size=32'];
