import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, errors } from '@nats-io/transport-node';
import { natsServer, parseEventsAddress, socketDoor } from '#protocol/events-url';
import { openEventStream, parseEventsUrl } from '#kit/feed/stream/event-stream';
import { freePort } from './free-port.js';
import { until } from './until.js';

const HOST = '127.0.0.1';
const PORT = 4222;

/** Why tests on a NATS server are left out; undefined when one answers. */
export const natsMissing: string | undefined = await missing();

async function missing(port = PORT): Promise<string | undefined> {
  const socket = createConnection({ host: HOST, port, timeout: 1000 });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(1000) });
    return undefined;
  } catch {
    return `no NATS server at ${HOST}:${port}`;
  } finally {
    socket.destroy();
  }
}

/** `HUB_EVENTS` for a hub of its own on the shared server. */
export function natsUrl(): string {
  return `nats://${HOST}:${PORT}/test-${randomBytes(5).toString('hex')}`;
}

/** Takes what such a hub left on the server. */
export async function dropStream(events: string): Promise<void> {
  const config = parseEventsUrl(events, 1);
  if (!config) return;
  await using stream = await openEventStream(config);
  await stream.manager.streams.delete(stream.name);
}

/** How many sockets a gateway has open to subgraphs over NATS. */
export async function natsSockets(gatewayUrl: string): Promise<number> {
  const text = await (await fetch(`${gatewayUrl}/metrics`)).text();
  return Number(/^hub_live_nats_sockets (\d+)$/m.exec(text)?.[1]);
}

/** How many processes of a subgraph wait for sockets over NATS. */
export async function atDoor(events: string, subgraph: string): Promise<number> {
  const address = parseEventsAddress(events);
  if (!address) throw new Error('no address');
  const connection = await connect({ ...natsServer(address), reconnect: false });
  try {
    let count = 0;
    const door = socketDoor(address.name, subgraph);
    for await (const answer of await connection.requestMany(door, '', { strategy: 'timer', maxWait: 300 })) {
      if (answer.data.length > 0) count++;
    }
    return count;
  } catch (error) {
    if (error instanceof errors.NoRespondersError) return 0;
    throw error;
  } finally {
    await connection.close();
  }
}

/** A NATS server of a test's own, which can be killed. */
export interface OwnNats extends AsyncDisposable {
  /** `HUB_EVENTS`. */
  readonly url: string;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on its files. */
  start(): Promise<void>;
  /** Ends it with SIGKILL and starts it again on its files. */
  crash(): Promise<void>;
}

/** Undefined where the program is not installed. */
export async function startNats(): Promise<OwnNats | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-test-nats-'));
  const port = await freePort();
  const start = async () => {
    const child = spawn('nats-server', ['-js', '-sd', folder, '-a', HOST, '-p', String(port)], { stdio: 'ignore' });
    const failed = once(child, 'error').then(() => 'failed' as const);
    const up = until('NATS answers', async () => (await missing(port)) === undefined).then(() => child);
    return Promise.race([up, failed]);
  };
  let server = await start();
  if (server === 'failed') {
    await rm(folder, { recursive: true });
    return undefined;
  }
  const kill = async () => {
    if (server === 'failed') return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  const startAgain = async () => {
    server = await start();
  };
  return {
    url: `nats://${HOST}:${port}/test`,
    kill,
    start: startAgain,
    async crash() {
      await kill();
      await startAgain();
    },
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
