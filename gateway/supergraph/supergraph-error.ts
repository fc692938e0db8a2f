/** The supergraph cannot be served; the message says why, for a person. */
export class SupergraphError extends Error {
  override readonly name = 'SupergraphError';
}
