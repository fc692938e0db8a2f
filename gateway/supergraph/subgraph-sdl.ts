import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../observe/logger.js';
import { SupergraphError } from './supergraph-error.js';

export type SdlAnswer =
  | {
      readonly kind: 'answer';
      readonly data: Readonly<Record<string, unknown>> | null;
      readonly errors: readonly {
        readonly message: string;
        readonly extensions?: Readonly<Record<string, unknown>> | undefined;
      }[];
    }
  | { readonly kind: 'failure'; readonly code: string; readonly detail: string };

/** Sends one query to a subgraph on the gateway's own behalf. */
export type AskForSdl = (subgraph: string, query: string) => Promise<SdlAnswer>;

/**
 * A subgraph's schema as it runs now; if it cannot be reached, the one that it had before, or that is committed in a
 * folder.
 */
export async function subgraphSdl(
  subgraph: string,
  ask: AskForSdl,
  otherwise: string | { readonly folder: string },
  log: Logger,
): Promise<string> {
  const answer = await ask(subgraph, '{ _service { sdl } }');
  if (answer.kind === 'answer') {
    const service = answer.data?.['_service'];
    const sdl = typeof service === 'object' && service !== null && 'sdl' in service ? service.sdl : undefined;
    if (typeof sdl === 'string') return sdl;
    // Its clock was set, or it has not read the new keys yet: that passes, as when it is down.
    if (answer.errors.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED')) {
      return keptSdl({ subgraph, code: 'UNAUTHENTICATED', detail: 'it refuses the gateway' }, otherwise, log);
    }
    throw new SupergraphError(
      `${subgraph} does not tell its schema: ${answer.errors.map(({ message }) => message).join('; ') || 'no _service.sdl'}.`,
    );
  }
  return keptSdl({ subgraph, ...answer }, otherwise, log);
}

async function keptSdl(
  { subgraph, code, detail }: { readonly subgraph: string; readonly code: string; readonly detail: string },
  otherwise: string | { readonly folder: string },
  log: Logger,
): Promise<string> {
  if (typeof otherwise === 'string') {
    log.warn({ subgraph, code, detail }, 'subgraph does not answer; the schema that it had is kept');
    return otherwise;
  }
  const file = join(otherwise.folder, `${subgraph}.graphql`);
  log.warn({ subgraph, code, detail, file }, 'subgraph does not answer; its committed schema is used');
  return readFile(file, 'utf8').catch(() => {
    throw new SupergraphError(`${subgraph} does not answer (${code}) and its committed schema ${file} does not exist.`);
  });
}
