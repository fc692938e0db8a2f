import WebSocket from 'ws';

/** So many graphql-ws clients with the same subscription; says whenever an event has come to all of them. */
const [url = '', count = '1', query = ''] = process.argv.slice(2);
const all = Number(count);
let received = 0;

async function listen(): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data) => {
      const text = String(data as Buffer);
      if (text.startsWith('{"type":"connection_ack"')) {
        socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
        resolve();
      } else if (text.includes('"type":"next"') && ++received % all === 0) {
        process.send?.({ kind: 'received' });
      }
    });
  });
}

for (let started = 0; started < all; started += 100) {
  await Promise.all(Array.from({ length: Math.min(100, all - started) }, listen));
}
process.send?.({ kind: 'listening' });
