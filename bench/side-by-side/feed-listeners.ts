import WebSocket from 'ws';

/**
 * So many graphql-ws clients over so many keys of the feed, in a process of their own. `report` answers what has come since
 * the last report: events, and how long they were on their way (ms).
 */
const [url = '', count = '1', keys = '1', from = ''] = process.argv.slice(2);
const all = Number(count);
let received = 0;
let delays: number[] = [];

async function listen(index: number): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const variables = from === '' ? { only: `k${index % Number(keys)}` } : { only: 'old', from };
  const query = 'subscription ($only: String!, $from: String) { ticks(only: $only, from: $from) { number at } }';
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data) => {
      const text = String(data as Buffer);
      if (text.startsWith('{"type":"connection_ack"')) {
        socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query, variables } }));
        resolve();
      } else if (text.includes('"type":"next"')) {
        received++;
        delays.push(Date.now() - Number(/"at":([\d.]+)/.exec(text)?.[1]));
      }
    });
  });
}

process.on('message', () => {
  const sorted = delays.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  process.send?.({ kind: 'report', received, median: at(0.5), p99: at(0.99) });
  delays = [];
});
for (let started = 0; started < all; started += 100) {
  await Promise.all(Array.from({ length: Math.min(100, all - started) }, (_, index) => listen(started + index)));
}
process.send?.({ kind: 'listening' });
