import { askProcess } from './ask-process.js';
import type { ReadReply, ReadRequest, SupergraphNews } from './read-worker.js';
import { SupergraphError } from './supergraph-error.js';

/** Reading is over in seconds even for thousands of types; what takes longer is ended (ms). */
const LIMIT_MS = 120_000;

/**
 * Reads a supergraph in a process of its own, because it takes hundreds of milliseconds in which nobody else would be answered, and compares it with the
 * one that is served. Throws SupergraphError when it cannot be served, or when it takes too long.
 */
export async function readApart(sdl: string, before?: ReadRequest['before']): Promise<SupergraphNews> {
  const input: ReadRequest = { sdl, before: before && { sdl: before.sdl, apiSdl: before.apiSdl } };
  const reply = await askProcess<ReadReply>({
    script: 'read-worker.js',
    input,
    limitMs: LIMIT_MS,
    late: () => new SupergraphError(`The supergraph was not read within ${LIMIT_MS / 1000} seconds.`),
    // At the start there is nobody yet who would be answered.
    yields: before !== undefined,
  });
  if (reply.kind === 'read') return reply;
  throw new SupergraphError(reply.reason);
}
