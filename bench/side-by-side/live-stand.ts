import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { message, startHelper, stop } from './processes.js';

/** Subgraphs of one helper process, and their supergraph in a file. */
export interface LiveStand extends AsyncDisposable {
  readonly subgraphs: ChildProcess;
  readonly sdl: string;
  readonly supergraphFile: string;
}

/** `helper`: a script of this folder that tells `{ kind: 'ready', sdl }`. */
export async function openLiveStand(helper: string): Promise<LiveStand> {
  await using owned = new AsyncDisposableStack();
  const subgraphs = startHelper(helper, []);
  owned.defer(() => stop(subgraphs));
  const { sdl } = await message<{ sdl: string }>(subgraphs, 'ready');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  owned.defer(() => rmSync(folder, { recursive: true, force: true }));
  const supergraphFile = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, sdl);
  const resources = owned.move();
  return { subgraphs, sdl, supergraphFile, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
