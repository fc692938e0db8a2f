import WebSocket from 'ws';

/** Clients of one kind that behave badly, in a process of their own, until it is stopped. */
const [url = '', kind = ''] = process.argv.slice(2);
const QUERY = 'subscription ($only: String!, $from: String) { ticks(only: $only, from: $from) { number at } }';
const subscribe = (id: string, variables: object) =>
  JSON.stringify({ type: 'subscribe', id, payload: { query: QUERY, variables } });

async function connect(): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    socket.once('open', () => socket.send('{"type":"connection_init"}'));
    socket.once('message', () => resolve());
    socket.once('close', () => resolve());
  });
  return socket;
}

async function stalled(): Promise<void> {
  const socket = await connect();
  socket.send(subscribe('1', { only: 'old', from: 'at0' }));
  socket.pause();
}

async function halfOpen(): Promise<void> {
  // Neither an answer to pings nor an end.
  const socket = await connect();
  socket.send(subscribe('1', { only: 'k0' }));
  socket.pong = () => undefined;
}

async function crowded(): Promise<void> {
  const socket = await connect();
  for (let id = 0; id < 1000; id++) socket.send(subscribe(String(id), { only: 'k0' }));
}

async function giant(): Promise<void> {
  for (;;) {
    const socket = await connect();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.send('x'.repeat(4_000_000), () => undefined);
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1000))]);
    socket.terminate();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Wrong places, one after the other on one socket. */
async function stale(): Promise<void> {
  const socket = await connect();
  let id = 0;
  const next = () => socket.send(subscribe(String(++id), { only: 'k1', from: `wrong-${id}` }));
  socket.on('message', (data) => {
    if (/"type":"(error|complete)"/.test(String(data as Buffer))) setTimeout(next, 10);
  });
  next();
}

async function flood(): Promise<void> {
  const socket = await connect();
  const timer = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return clearInterval(timer);
    for (let ping = 0; ping < 20; ping++) socket.send('{"type":"ping"}');
  }, 10);
}

const KINDS: Readonly<Record<string, { readonly count: number; readonly start: () => Promise<void> }>> = {
  stalled: { count: 100, start: stalled },
  'half-open': { count: 100, start: halfOpen },
  crowded: { count: 5, start: crowded },
  giant: { count: 2, start: giant },
  stale: { count: 10, start: stale },
  flood: { count: 10, start: flood },
};
const chosen = KINDS[kind];
if (!chosen) throw new Error(`no such kind: ${kind}`);
for (let index = 0; index < chosen.count; index++) void chosen.start().catch(() => undefined);
setTimeout(() => process.send?.({ kind: 'listening' }), 1500);
process.on('message', () => undefined);
