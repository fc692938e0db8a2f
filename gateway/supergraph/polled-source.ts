import type { Logger } from '../observe/logger.js';
import { composeApart } from './compose-apart.js';
import { type AskForSdl, subgraphSdl } from './subgraph-sdl.js';
import type { SupergraphSource } from './source.js';

export interface PolledSourceParts {
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** Asks a subgraph on the gateway's own behalf. */
  readonly ask: AskForSdl;
  /** Committed schemas, for subgraphs that have never answered. */
  readonly schemaFolder: string;
  /** How often they are asked; 0: never again. */
  readonly everyMs: number;
  readonly log: Logger;
}

/** Running subgraphs, asked for their schemas from time to time. One that does not answer keeps the schema that it had. */
export function polledSource({ subgraphs, ask, schemaFolder, everyMs, log }: PolledSourceParts): SupergraphSource {
  const known = new Map<string, string>();
  let composed: { readonly from: string; readonly sdl: string } | undefined;
  return {
    async read() {
      const schemas = await Promise.all(
        subgraphs.map(async ({ name, url }) => {
          const sdl = await subgraphSdl(name, ask, known.get(name) ?? { folder: schemaFolder }, log);
          known.set(name, sdl);
          return { name, url, sdl };
        }),
      );
      const from = JSON.stringify(schemas);
      if (composed?.from !== from) composed = { from, sdl: await composeApart(schemas, composed === undefined) };
      return composed.sdl;
    },
    watch(changed) {
      let timer: NodeJS.Timeout | undefined;
      const wait = () => {
        // Several gateways must not all ask at once.
        const ms = everyMs * (0.75 + Math.random() / 2);
        timer = setTimeout(() => {
          changed();
          wait();
        }, ms).unref();
      };
      if (everyMs > 0) wait();
      return { [Symbol.dispose]: () => clearTimeout(timer) };
    },
  };
}
