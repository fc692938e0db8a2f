/** Where the supergraph comes from. */
export interface SupergraphSource {
  /** What to serve now, as SDL. Throws SupergraphError with the reason when there is nothing that could be. */
  read(): Promise<string>;
  /** Calls `changed` when it may have changed, until it is disposed. */
  watch(changed: () => void): Disposable;
}
