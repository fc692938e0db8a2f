import { createServer } from 'node:net';
import { StartError } from './start-error.js';

/** Below the range from which systems take ports of outgoing connections, so that none of those can get in between. */
const FIRST = 20_000;
const COUNT = 10_000;

export interface WantedPort {
  /** Environment variable that sets it. */
  readonly variable: string;
  /** 0: any free one. */
  readonly port: number;
  /** Set by the user: then it is this one or none. */
  readonly explicit: boolean;
}

/** Whether nobody listens on the port of the loopback address. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

export async function freePort(taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new StartError(`No free port between ${FIRST} and ${FIRST + COUNT - 1} on 127.0.0.1.`);
}

/**
 * The port to use for each, in the same order. One of the user's that is occupied stops the start; instead of an
 * occupied default the next free one is taken, and `say` tells so.
 */
export async function choosePorts(wanted: readonly WantedPort[], say: (line: string) => void): Promise<number[]> {
  const kept = new Set(wanted.map(({ port }) => port));
  const chosen: number[] = [];
  for (const { variable, port, explicit } of wanted) {
    if (port === 0) {
      chosen.push(await freePort(new Set([...kept, ...chosen])));
    } else if (chosen.includes(port)) {
      throw new StartError(`${variable} must be a port of its own, but ${port} is used twice.`);
    } else if (await isFree(port)) {
      chosen.push(port);
    } else if (explicit) {
      throw new StartError(`${variable} is ${port}, but another program listens on that port of 127.0.0.1.`);
    } else {
      const next = await nextFree(port, kept);
      kept.add(next);
      chosen.push(next);
      say(`Port ${port} is occupied; ${next} is used instead (set ${variable} to choose).`);
    }
  }
  return chosen;
}

async function nextFree(after: number, taken: ReadonlySet<number>): Promise<number> {
  for (let port = after + 1; port < after + 1000 && port <= 65_535; port += 1) {
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  return freePort(taken);
}
