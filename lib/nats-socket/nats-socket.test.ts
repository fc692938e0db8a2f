import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startNats } from '../../test/nats.js';
import { until } from '../../test/until.js';
import { acceptSockets } from './accept.js';
import { askAtDoor, dial } from './dial.js';
import { encodeFrame } from './frame.js';
import type { NatsSocket } from './nats-socket.js';

const nats = await startNats();
afterAll(() => nats?.[Symbol.asyncDispose]());

const DOOR = 'test.door';
const MAX = 4 * 1024 * 1024;
const connections: NatsConnection[] = [];

async function open(): Promise<NatsConnection> {
  const connection = await connect({ servers: new URL(nats?.url ?? '').host, reconnect: false });
  connections.push(connection);
  return connection;
}

interface Side {
  readonly socket: NatsSocket;
  readonly heard: string[];
  readonly closed: { code: number; reason: string }[];
}

function side(socket: NatsSocket): Side {
  const heard: string[] = [];
  const closed: { code: number; reason: string }[] = [];
  socket.onMessage = (text) => heard.push(text);
  socket.onClose = (code, reason) => closed.push({ code, reason });
  return { socket, heard, closed };
}

function accepting(connection: NatsConnection, maxSockets = 10) {
  const sides: Side[] = [];
  const asked: string[] = [];
  const accepts = acceptSockets({
    connection,
    door: DOOR,
    maxSockets,
    maxMessageBytes: MAX,
    onSocket(socket, protocol) {
      asked.push(protocol);
      sides.push(side(socket));
    },
  });
  return { accepts, sides, asked };
}

async function dialled(connection: NatsConnection, maxMessageBytes = MAX): Promise<Side> {
  const at = await askAtDoor(connection, DOOR, 2000);
  return new Promise((resolve, reject) => {
    dial({
      connection,
      at: at ?? '',
      protocol: 'a protocol',
      maxMessageBytes,
      timeoutMs: 2000,
      onOpen: (socket) => resolve(side(socket)),
      onRefused: (code, reason) => reject(new Error(`${code} ${reason}`)),
    });
  });
}

describe.skipIf(!nats)(`a socket over NATS${nats ? '' : ' (no nats-server here)'}`, () => {
  let here: NatsConnection;
  let there: NatsConnection;
  beforeEach(async () => {
    here = await open();
    there = await open();
  });
  afterEach(async () => {
    for (const connection of connections.splice(0)) await connection.close();
  });

  it('carries messages of any size both ways, in order', async () => {
    const { sides, asked } = accepting(there);
    await there.flush();
    const client = await dialled(here);
    const [server] = sides;
    expect(asked).toEqual(['a protocol']);
    // Longer than the server's limit, with characters of several bytes at every border.
    const large = '活动𠮷'.repeat(300_000);
    client.socket.send('一');
    client.socket.send(large);
    client.socket.send('');
    server?.socket.send('two');
    await until('all has arrived', () => server?.heard.length === 3 && client.heard.length === 1);
    expect(server?.heard[0]).toBe('一');
    expect(server?.heard[1] === large).toBe(true);
    expect(server?.heard[2]).toBe('');
    expect(client.heard).toEqual(['two']);
  });

  it('lets the sender wait for a receiver that acknowledges nothing, and loses nothing', async () => {
    const { sides } = accepting(there);
    await there.flush();
    const inbox = here.subscribe('raw');
    const frames: Uint8Array[] = [];
    const reading = (async () => {
      for await (const { data } of inbox) frames.push(data);
    })();
    const at = await askAtDoor(here, DOOR, 2000);
    here.publish(at ?? '', encodeFrame('open', 0, 'raw'), { reply: 'raw' });
    await until('it is open', () => sides.length === 1);
    let sent = 0;
    const sending = (async () => {
      for (let number = 0; number < 2000; number++) {
        await sides[0]?.socket.send(String(number));
        sent++;
      }
    })();
    await until('the window is full', () => sent === 256 && frames.length === 257);
    await there.flush();
    expect([sent, frames.length]).toEqual([256, 257]);
    sides[0]?.socket.hear({ data: encodeFrame('seen', 256) });
    await until('it goes on', () => sent === 512);
    sides[0]?.socket.close(1000, 'done');
    await sending;
    inbox.unsubscribe();
    await reading;
  });

  it('is taken up by one that answers, though another hangs', async () => {
    const hanging = await open();
    // It waits at the door and never answers.
    hanging.subscribe(DOOR, { callback: () => undefined });
    await hanging.flush();
    const { sides } = accepting(there);
    await there.flush();
    const client = await dialled(here);
    client.socket.send('hello');
    await until('it is heard', () => sides[0]?.heard.length === 1);
    expect(sides[0]?.heard).toEqual(['hello']);
  });

  it('finds nobody at once where nobody waits', async () => {
    expect(await askAtDoor(here, DOOR, 60_000)).toBeUndefined();
  });

  it('finds nobody after the time where those who wait hang', async () => {
    there.subscribe(DOOR, { callback: () => undefined });
    await there.flush();
    expect(await askAtDoor(here, DOOR, 50)).toBeUndefined();
  });

  it.each(['client', 'server'] as const)('ends on both sides when the %s closes it', async (who) => {
    const { sides } = accepting(there);
    await there.flush();
    const client = await dialled(here);
    const [server] = sides;
    (who === 'client' ? client : server)?.socket.close(4401, '再见');
    await until('both know', () => client.closed.length === 1 && server?.closed.length === 1);
    expect(client.closed).toEqual([{ code: 4401, reason: '再见' }]);
    expect(server?.closed).toEqual([{ code: 4401, reason: '再见' }]);
    server?.socket.send('nobody hears this');
    client.socket.close(1000, 'again');
    expect(client.closed).toHaveLength(1);
  });

  it('is closed when a message was lost, instead of going on without it', async () => {
    const { sides } = accepting(there);
    await there.flush();
    const client = await dialled(here);
    client.socket.hear({ data: encodeFrame('message', 1, 'one') });
    client.socket.hear({ data: encodeFrame('message', 3, 'three') });
    expect(client.heard).toEqual(['one']);
    expect(client.closed).toEqual([{ code: 1006, reason: 'a message was lost' }]);
    await until('the other end knows', () => sides[0]?.closed.length === 1);
  });

  it.each([
    ['what is no frame', new Uint8Array([99, 1, 2]), 1002],
    ['nothing', new Uint8Array(), 1002],
    ['more than it takes', encodeFrame('message', 1, 'x'.repeat(101)), 1009],
  ])('is closed when it gets %s', async (_, data, code) => {
    accepting(there);
    await there.flush();
    const client = await dialled(here, 100);
    client.socket.hear({ data });
    expect(client.closed).toMatchObject([{ code }]);
    expect(client.heard).toEqual([]);
  });

  it('is closed when the other end is gone without a word', async () => {
    const { sides } = accepting(there);
    await there.flush();
    const client = await dialled(here);
    await there.close();
    await until('it is noticed', () => client.closed.length === 1);
    expect(client.closed).toEqual([{ code: 1006, reason: 'the other end is gone' }]);
    expect(sides).toHaveLength(1);
  });

  it('is closed when its own connection is', async () => {
    accepting(there);
    await there.flush();
    const client = await dialled(here);
    await here.close();
    client.socket.send('nobody carries this');
    expect(client.closed).toMatchObject([{ code: 1006 }]);
  });

  it('is closed when the other end hangs', async () => {
    const { sides } = accepting(there);
    await there.flush();
    here.subscribe('hangs', { callback: () => undefined });
    const at = await askAtDoor(here, DOOR, 2000);
    here.publish(at ?? '', encodeFrame('open', 0, ''), { reply: 'hangs' });
    await until('it is noticed', () => sides[0]?.closed.length === 1);
    expect(sides[0]?.closed).toEqual([{ code: 1006, reason: 'nothing was heard' }]);
  });

  it('sends those away who are too many', async () => {
    accepting(there, 1);
    await there.flush();
    await dialled(here);
    await expect(dialled(here)).rejects.toThrow('1013');
  });

  it.each(['client', 'server'] as const)('makes room when the %s closes one', async (who) => {
    const { sides } = accepting(there, 1);
    await there.flush();
    const first = await dialled(here);
    (who === 'client' ? first : sides[0])?.socket.close(1000, '');
    await until('both know', () => first.closed.length === 1 && sides[0]?.closed.length === 1);
    const second = await dialled(here);
    expect(second.closed).toEqual([]);
  });

  it('closes all when it stops accepting, and opens no more', async () => {
    const { accepts } = accepting(there);
    await there.flush();
    const client = await dialled(here);
    accepts[Symbol.dispose]();
    await until('it is closed', () => client.closed.length === 1);
    expect(client.closed[0]?.code).toBe(1006);
    expect(await askAtDoor(here, DOOR, 1000)).toBeUndefined();
  });
});
