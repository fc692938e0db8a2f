import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { choosePorts, freePort, isFree } from './ports.js';

async function occupied() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: async () => void (await once(server.close(), 'close')) };
}

test('a port that the user chose and another program has stops the start, named', async () => {
  await using other = await occupied();
  await expect(
    choosePorts([{ variable: 'HUB_PORT', port: other.port, explicit: true }], () => undefined),
  ).rejects.toThrow(`HUB_PORT is ${other.port}, but another program listens on that port`);
});

test('instead of an occupied default the next one is taken, and it is said', async () => {
  await using other = await occupied();
  const said: string[] = [];
  const [port = 0] = await choosePorts([{ variable: 'PORT_EXCHANGE', port: other.port, explicit: false }], (line) =>
    said.push(line),
  );
  expect(port).not.toBe(other.port);
  expect(await isFree(port)).toBe(true);
  expect(said).toEqual([`Port ${other.port} is occupied; ${port} is used instead (set PORT_EXCHANGE to choose).`]);
});

test('the same port chosen twice is refused', async () => {
  const port = await freePort();
  const wanted = ['HUB_PORT', 'PORT_EXCHANGE'].map((variable) => ({ variable, port, explicit: true }));
  await expect(choosePorts(wanted, () => undefined)).rejects.toThrow(
    `PORT_EXCHANGE must be a port of its own, but ${port}`,
  );
});

test('0 takes free ports, each another', async () => {
  const wanted = ['A', 'B', 'C'].map((variable) => ({ variable, port: 0, explicit: true }));
  const ports = await choosePorts(wanted, () => undefined);
  expect(new Set(ports).size).toBe(3);
});
