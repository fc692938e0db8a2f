import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#lib/project-root';
import { freePort } from '../../test/free-port.js';
import { type Server, startSilentServer } from './processes.js';

/** The packages of the others are no part of the product: they are installed beside the bench that compares. */
export const peersFolder = join(projectRoot(), 'bench', 'gateway');

/** Installs the others' packages, once. */
export function installPeers(): void {
  if (existsSync(join(peersFolder, 'node_modules'))) return;
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: peersFolder, stdio: 'inherit' });
  if (status !== 0) throw new Error('the other gateways could not be installed');
}

/** `isSharing`: whether it answers equal requests that are open at the same time once. */
export async function startHive(
  supergraphFile: string,
  { isSharing = false, more = [] }: { isSharing?: boolean; more?: readonly string[] } = {},
): Promise<Server> {
  const port = await freePort();
  return startSilentServer({
    args: ['node_modules/@graphql-hive/gateway/dist/bin.js', 'supergraph', '-c', 'hive.config.mjs', ...more],
    cwd: peersFolder,
    env: {
      BENCH_SUPERGRAPH: supergraphFile,
      BENCH_PORT: String(port),
      BENCH_INBOUND: isSharing ? 'on' : 'off',
    },
    url: `http://127.0.0.1:${port}`,
  });
}
