import { once } from 'node:events';
import { setPriority } from 'node:os';
import { NICE } from '#lib/yield-to-others';
import { HOSTILE } from '../graphs/hostile.js';

/** `attacker <url> <kind>`: sends hostile documents of a kind, one after the other, until it is told to stop; then tells how long each took. */
const [, , url = '', kind = ''] = process.argv;
const document = HOSTILE[kind as keyof typeof HOSTILE];
// What it works itself would be done by another machine.
setPriority(NICE);
const over = new AbortController();
void once(process, 'message').then(() => over.abort());
const ms: number[] = [];
for (let number = 0; !over.signal.aborted; number++) {
  const started = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document(`Hostile${process.pid}_${number}`) }),
  });
  await response.arrayBuffer();
  ms.push(performance.now() - started);
}
process.send?.({ kind: 'attacked', ms }, () => process.disconnect());
